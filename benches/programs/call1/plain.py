# group: calls
"""A function of one argument, called from bytecode."""


def f(a):
    return a
