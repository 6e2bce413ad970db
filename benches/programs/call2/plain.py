# group: calls
"""A function of two arguments, called from bytecode."""


def f(a, b):
    return a + b
