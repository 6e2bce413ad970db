"""Instances out of lists that promise their class: of it, of one that derives from it, and of neither."""


class Point:
    x: int
    y: int

    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def far(self) -> int:
        return self.x * self.x + self.y * self.y


class Named(Point):
    name: str

    def __init__(self, name: str) -> None:
        super().__init__(len(name), 1)
        self.name = name

    def far(self) -> int:
        return -1


def total(points: list[Point]) -> int:
    found = 0
    for point in points:
        found = found * 3 + point.x + point.y
    return found


def moved(points: list[Point], by: int) -> None:
    for i in range(len(points)):
        points[i].x += by


def far(points: list[Point]) -> int:
    return max([point.far() for point in points])


points = [Point(1, 2), Named("abc"), Point(-4, 5), Named("")]
print(total(points), far(points))
moved(points, 3)
print(total(points), far(points), points[1].x, points[3].x)

Made = type("Made", (Point,), {"far": lambda self: 100})
print(total(points + [Made(7, 8)]), far([Made(7, 8)]))
odd = Made(1, 1)
odd.z = 5
moved([odd], 2)
print(odd.x, odd.z)
