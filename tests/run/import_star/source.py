public = 1
_private = 2
__dunder__ = 3
import gc as collector
from math import floor


def double(x):
    return "source", x


class Shape:
    def name(self):
        return "shape of source"


def before():
    return "before of source"


def len(x):
    return "length"
