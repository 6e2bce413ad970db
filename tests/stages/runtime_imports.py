import math


def circle(x: float) -> float:
    return math.sqrt(x) * math.pi
