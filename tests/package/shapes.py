"""Shapes, for the sake of their interface."""

import math
from dataclasses import dataclass, field
from enum import Enum, IntFlag
from typing import Final, Optional, TypeVar, overload

__version__ = "1.0"
__all__ = ["Circle", "Shape"]

T = TypeVar("T")
Number = float
LIMIT: Final = 0x40
UNIT: Final[float] = 1.0
names = ["circle", "square"]
scale = 0.5
width, height = 3, "high"
current = None


class Kind(Enum):
    ROUND = 1
    FLAT = 2


class Sides(IntFlag):
    LEFT = 1
    RIGHT = 2


class Shape:
    """Anything with an area."""

    count = 0

    def __init__(self, name: str, colour: Optional[int] = None, *, filled: bool = False, **more: int) -> None:
        self.name = name
        self.colour = colour
        self.filled: bool = filled
        self.more = more
        self.parts = []
        self.depth = 1.5

    def named(self, name):
        self.name = name
        return self

    @property
    def area(self) -> float:
        return 0.0

    @staticmethod
    def origin() -> tuple[int, int]:
        return (0, 0)

    @classmethod
    def make(cls, name: str, /, times: int = -1) -> "Shape":
        return cls(name)


class Circle(Shape):
    def __init__(self, radius: float):
        super().__init__("circle")
        self._radius = radius

    @property
    def radius(self) -> float:
        return self._radius

    @radius.setter
    def radius(self, value: float) -> None:
        self._radius = value

    @property
    def area(self) -> float:
        return math.pi * self._radius**2


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list[str] = field(default_factory=list)


def scaled(
    shape: Shape,
    by: float = 2.0,
    unit: "int | "
    "None" = None,
    *rest: int,
    key=len,
) -> float:
    return shape.area * by


async def later(seconds: int) -> int:
    return seconds


def counting(upto: int):
    for i in range(upto):
        yield i


try:
    import json

    def text(value) -> str:
        return json.dumps(value)
except ImportError:

    def text(value) -> str:
        return str(value)


if __name__ == "__main__":
    unseen = 1
