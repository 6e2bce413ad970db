"""A vector in space: a class with typed fields, methods and a property."""

import math


class Vector:
    """A point, or a step from one point to another."""

    x: float
    y: float
    z: float

    def __init__(self, x: float, y: float, z: float) -> None:
        self.x = x
        self.y = y
        self.z = z

    def dot(self, other: "Vector") -> float:
        """The scalar product."""
        return self.x * other.x + self.y * other.y + self.z * other.z

    def length(self) -> float:
        """The distance from the origin."""
        return math.sqrt(self.dot(self))

    def scaled(self, factor: float) -> "Vector":
        """A vector `factor` times as long."""
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def add(self, other: "Vector") -> "Vector":
        """Where one gets by both, one after the other."""
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    @property
    def is_unit(self) -> bool:
        """Whether the length is 1, but for rounding."""
        return abs(self.dot(self) - 1.0) < 0.0001


def walk(steps: int) -> float:
    """How far from home one is after `steps` steps, each nine tenths as long as the last."""
    position = Vector(0.0, 0.0, 0.0)
    step = Vector(1.0, 2.0, 2.0)
    for i in range(steps):
        position = position.add(step)
        step = step.scaled(0.9)
    return position.length()
