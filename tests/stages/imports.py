import math as m
from math import sqrt, pi as circle
import sys


def area(r: float):
    from math import floor
    import collections.abc
    return floor(circle * m.pow(r, 2.0)), sqrt(r), sys.path, collections.abc
