"""Geometry and trigonometry on floats, with the board's own `math` module."""

import math


def distance(x1: float, y1: float, x2: float, y2: float) -> float:
    """The distance between two points of the plane."""
    dx = x2 - x1
    dy = y2 - y1
    return math.sqrt(dx * dx + dy * dy)


def circle_area(radius: float) -> float:
    """The area of a circle."""
    return math.pi * radius * radius


def sin_cos_sum(angle: float) -> float:
    """The sum of an angle's sine and cosine; the angle is in radians."""
    return math.sin(angle) + math.cos(angle)


def path_length(steps: int) -> float:
    """The length of one turn of a spiral from radius 1 to 2, measured in `steps` straight pieces."""
    total = 0.0
    x = 1.0
    y = 0.0
    for i in range(1, steps + 1):
        part = i / steps
        radius = 1.0 + part
        angle = 2.0 * math.pi * part
        next_x = radius * math.cos(angle)
        next_y = radius * math.sin(angle)
        total += distance(x, y, next_x, next_y)
        x = next_x
        y = next_y
    return total
