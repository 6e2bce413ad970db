def f(a: int, b: str) -> str:
    c = a + b
    return b - 1
