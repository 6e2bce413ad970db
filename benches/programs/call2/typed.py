# group: calls
"""A function of two arguments, called from bytecode."""


def f(a: int, b: int) -> int:
    return a + b
