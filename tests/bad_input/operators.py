def f(n: int, s: str, x: float, v: list[int]) -> object:
    a = s + n
    b = n << x
    c = v + n
    d = n < s
    e = n + None
    return a, b, c, d, e
