import math
import os
import sys as os
from time import sleep
import micropython


def f(a, b):
    import gc
    from math import sin, cos
    x = a + sin(b)
    y: int = 3
    _z = 4
    for i in range(3):
        first, second = a, b
    try:
        import machine
    except ImportError as error:
        pass
    except OSError as other:
        print(other)
    w = 1
    w += 1
    deleted = a
    del deleted
    unread = [n for n in a]

    def inner():
        return shared

    shared = 5
    return inner


def g():
    everything = 1
    return locals()
