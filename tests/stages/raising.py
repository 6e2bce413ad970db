def check(n: int, text: str) -> str:
    assert n > 0, f"{n} is too small"
    if n > 100:
        raise ValueError("too large", n)
    if not text:
        raise KeyError
    return text * n
