from math import pi, sqrt


def root(x: float) -> float:
    return sqrt(x) + 1


def turn() -> float:
    return pi * 2
