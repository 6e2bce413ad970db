# group: calls
"""A function of four arguments, called from bytecode."""


def f(a: int, b: int, c: int, d: int) -> int:
    return a + b + c + d
