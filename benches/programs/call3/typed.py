# group: calls
"""A function of three arguments, called from bytecode."""


def f(a: int, b: int, c: int) -> int:
    return a + b + c
