def f(a: int) -> str:
    if a:
        return a
    return None
