# group: calls
"""A function of four arguments, called from bytecode."""


def f(a, b, c, d):
    return a + b + c + d
