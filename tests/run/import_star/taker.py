def before():
    return "before of taker"


def hidden_before():
    return before()


def double(x):
    return x * 2


class Shape:
    def name(self):
        return "shape of taker"


from source import *
from listed import *
from math import *


def later():
    return before(), double(1)


def use_builtin(x):
    n = len(x)
    return n, public


def measure(x: str):
    return len(x)


def powers():
    return pow(2, 3), sqrt(16)


def counted() -> int:
    n = 0
    for i in range(public):
        n += i
    return n


SHOWN = ("public", "_private", "__dunder__", "collector", "floor", "pi", "_shown", "other", "unlisted")
