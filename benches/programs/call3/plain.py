# group: calls
"""A function of three arguments, called from bytecode."""


def f(a, b, c):
    return a + b + c
