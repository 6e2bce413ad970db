import math
from vectors import Vector, dot
import vectors as v


def length(a: float, b: float) -> float:
    vector = Vector(a, b)
    return math.sqrt(dot(vector, vector))


def make(x: float):
    return v.Vector(x, x)


def shift(vector) -> float:
    vector.x += 1.0
    return vector.x


def zero():
    return v.ZERO.x, v.count


def bump():
    v.count += 1
    return v.count
