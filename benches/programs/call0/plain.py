# group: calls
"""A function of no arguments, called from bytecode."""


def f():
    return 7
