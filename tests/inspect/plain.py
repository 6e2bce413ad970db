"""A module of bytecode: functions in functions, a class, constants of every kind."""


def outer(a, b=10**20):
    def inner(x):
        return (x, 1.5, "é", b"\x00\xff", None, ...)

    return inner(a), b, 2j


class Point:
    def __init__(self, x):
        self.x = x
