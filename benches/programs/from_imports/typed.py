"""Functions and a constant that were imported by their own names, in a loop."""
from math import copysign, fabs, pi


def run() -> int:
    total: float = 0.0
    angle: float = 0.0
    for _ in range(300):
        total += fabs(angle - pi) + copysign(1.0, pi - angle)
        angle += 0.03125
    return int(total)
