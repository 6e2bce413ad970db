# Classes of named tuples, on the firmware's own.
import typing
from typing import NamedTuple


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 5
    tag: "str | None" = None

    origin = "o"

    def total(self) -> int:
        return self.x + self.y

    @property
    def double(self) -> "Point":
        return Point(self.x * 2, self.y * 2)

    @classmethod
    def at(cls, n: int):
        return cls(n, n)


p = Point(1)
print(p, repr(Point(x=1, y=2)), Point(1, y=2).total(), p.double, p.x + p[1], p[-1], p[:2], len(p), Point.origin, Point.at(3))
x, y, tag = p
print(x, y, tag, list(p), p == (1, 5, None), (1, 5, None) == p, p == Point(1, 5), p != Point(1, 6), p < Point(1, 6), (1, 4) < p)
print(hash(p) == hash((1, 5, None)), {(1, 5, None): 3}[p], {p: 3}[(1, 5, None)], isinstance(p, tuple), isinstance(p, Point), bool(p))
print(p + (3,), p * 2, 5 in p, p._replace(x=9), sorted(p._asdict().items(), key=lambda i: i[0]), Point._make([7, 8, "t"]), p._fields)
print(max(Point(1, 2), Point(3, 1)), sorted([Point(3, 1), Point(1, 2)]), str(p), f"{p}", p.index(5), p.count(5), type(p).__name__)
for bad in (lambda: Point(), lambda: Point(1, 2, "t", 4), lambda: Point(1, z=3), lambda: p[3], lambda: p._replace(z=1)):
    try:
        print(bad())
    except (TypeError, IndexError, ValueError) as e:
        print(type(e).__name__)


def change():
    p.x = 3


def add():
    p.other = 3


def remove():
    del p.x


for bad in (change, add, remove):
    try:
        bad()
        print("no")
    except AttributeError:
        print("AttributeError")


def spread(*args):
    return args


def typed(t: tuple) -> int:
    a, b, *rest = t
    n = 0
    for v in t:
        if v is not None:
            n += v
    return n + t[0] + len(t) + a + len(rest)


def exact(q: Point) -> int:
    return q.x + q[1] + q.total()


def matched(q):
    match q:
        case Point(1, y):
            return "one", y
        case Point(x=x, tag="t"):
            return "tagged", x
        case (a, b, *_):
            return "tuple", a, b


print(spread(*p), typed(p), exact(p), matched(p), matched(Point(2, 3, "t")), matched(Point(2, 3)), matched((4, 5)))


class Empty(NamedTuple):
    pass


class Line(NamedTuple):
    start: Point
    end: Point = Point(0, 0)

    def length(self) -> int:
        return abs(self.start.x - self.end.x) + abs(self.start.y - self.end.y)


line = Line(Point(3, 4))
print(Empty(), line, line.length(), line.start.x, [n for q in line for n in q[:2]], line._replace(end=Point(1, 1)).length())


class Child(Point):
    def total(self) -> int:
        return super().total() * 100


print(Child(1, 2).total(), Child(1), isinstance(Child(1), Point), Child(1) == p)

Pair = NamedTuple("Pair", [("a", int), ("b", typing.Any)])
pair = Pair(1, b="x")
print(pair, pair.a, pair[1], pair == (1, "x"), isinstance(pair, tuple))
