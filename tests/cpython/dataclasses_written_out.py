# Data classes, written out by the compiler: boards have no such module.
from __future__ import annotations
import typing
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, InitVar, KW_ONLY
from typing import ClassVar, TypeVar, Generic, Protocol, TYPE_CHECKING, cast

T = TypeVar("T")

@dataclass
class Point:
    x: int
    y: int = 0
    tag: str = "none"

p = Point(1)
print(p, Point(1, 2, "t"), p == Point(1), p != Point(2), p == 5, Point(y=3, x=4))
p.x += 10
print(p.x, p.y, Point.y, Point.__match_args__)
for bad in (lambda: Point(), lambda: Point(1, 2, 3, 4), lambda: Point(z=1)):
    try:
        bad()
    except TypeError:
        print("TypeError")

@dataclass(order=True)
class Version:
    major: int
    minor: int = field(default=0)
    note: str = field(default="", compare=False, repr=False)

print(sorted([Version(2), Version(1, 5), Version(1, 2, "n")]), Version(1) < Version(1, 1), Version(1, 1, "a") == Version(1, 1, "b"))
print(Version(3) >= Version(2, 9), Version(1) <= Version(1), Version(2) > Version(3))

@dataclass
class Bag:
    limit: ClassVar[int] = 3
    items: list[int] = field(default_factory=list)
    names: dict = field(default_factory=lambda: {"a": 1})
    total: int = field(init=False, default=7)
    scale: InitVar[int] = 2
    _: KW_ONLY
    loud: bool = False
    def __post_init__(self, scale):
        self.total = len(self.items) * scale
    def add(self, v: int) -> Bag:
        if len(self.items) < self.limit:
            self.items.append(v)
        return self

a, b = Bag(), Bag([1, 2], scale=10, loud=True)
print(a.add(5), b, a.items is not b.items, Bag().items, b.total)

@dataclass
class Named(Point):
    name: str = "?"
    def describe(self) -> str:
        return self.name + ":" + str(self.x + self.y)

n = Named(1, 2, "t", "n")
print(n, n.describe(), n == Point(1, 2, "t"), isinstance(n, Point))

@dataclass(frozen=True)
class Key:
    a: int
    b: str = "k"

k = Key(1)
print(k, {Key(1): "found"}[k], hash(Key(2)) == hash(Key(2)))

@dataclass(eq=False, repr=False)
class Bare:
    v: float = 1.5
    def double(self) -> float:
        return self.v * 2

print(Bare().double(), Bare() == Bare())

class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

class Drawable(Protocol):
    def draw(self) -> str: ...

@dataclass
class Square(Shape):
    side: float
    def area(self) -> float:
        return self.side * self.side
    def draw(self) -> str:
        return "square"

def show(d: Drawable, s: Shape) -> None:
    print(d.draw(), s.area())

s = Square(1.5)
show(s, s)

class Box(Generic[T]):
    def __init__(self, value: T):
        self.value = value
    def get(self) -> T:
        return self.value

print(Box(3).get(), Box("b").get(), cast(int, 7), TYPE_CHECKING, typing.TYPE_CHECKING)

class Movie(typing.TypedDict):
    title: str
    year: int

m: Movie = Movie(title="m", year=1999)
print(sorted(m.items()))

match Point(3, 4):
    case Point(x, y, tag="none"):
        print("matched", x, y)
