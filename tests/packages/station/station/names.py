from station.net.proto.codec import *
from .net.proto import frames as taken_from

counter = 0
abs = abs
taken = Frame.kind, taken_from.__name__


def counted() -> int:
    global counter
    counter += 1
    return counter


def forget():
    global counter
    del counter


def size(x):
    return abs(x)


def everything():
    return globals()


def steps(n: int):
    for i in range(n):
        yield i, __name__


def adders(n: int):
    return [lambda x, i=i: x + i + len(__name__) for i in range(n)]


def default(items=[]):
    items.append(len(items))
    return items


class Shape:
    sides = counter + 4

    def __init__(self):
        self.area = 1.0

    def grow(self, by: float) -> float:
        self.area *= by
        return self.area


def relative():
    from .config import LIMIT
    from . import config

    return LIMIT, config.__name__


def beyond():
    from ... import anything


def fail(n: int):
    raise RuntimeError("failed %d" % n)
