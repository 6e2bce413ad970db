"""Functions of `math`, by its name, in a loop."""
import math


def run() -> int:
    total: float = 0.0
    x: float = 0.5
    for _ in range(300):
        total += math.sqrt(x) + math.fabs(40.0 - x)
        x += 0.25
    return math.floor(total)
