from typing import NamedTuple


class Point(NamedTuple):
    x: int
    y: int = x
    _z: int = 0

    def __init__(self, x):
        pass

    if True:
        pass


class Base:
    pass


class Mixed(Base, NamedTuple):
    x: int


fields = [("x", int)]
Late = NamedTuple("Late", fields)
