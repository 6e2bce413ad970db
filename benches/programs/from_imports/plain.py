# group: imports
"""Functions and a constant that were imported by their own names, in a loop."""
from math import copysign, fabs, pi


def run():
    total = 0.0
    angle = 0.0
    for _ in range(300):
        total += fabs(angle - pi) + copysign(1.0, pi - angle)
        angle += 0.03125
    return int(total)
