def f(a, b: int = 2, *rest, c=[], **kw):
    return g(b=b, a=1)


def g(a: int, b: int, scale=len("abc")) -> int:
    return a * b
