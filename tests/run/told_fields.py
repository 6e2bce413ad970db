"""Fields and methods of objects that are not what compiled code looks for first: the line that is told is the one that asks."""
import io
import sys


class Point:
    x: int
    y: float

    def __init__(self):
        self.x = 1
        self.y = 0.5

    def right(self) -> int:
        a = 1
        return self.x + a

    def put(self) -> None:
        a = 2
        self.x = a

    def scaled(self, by: float) -> float:
        return self.y * by

    def twice(self) -> float:
        a = 2.0
        return self.scaled(a)


class Empty(Point):
    def __init__(self):
        pass


class Other(Point):
    def scaled(self, by):
        raise ValueError("scaled")


def read(point: Point) -> int:
    a = 3
    return a + point.x


def deleted(point: Point) -> float:
    del point.y
    a = 3
    return point.y


def called(point: Point) -> float:
    a = 2.0
    b = point.scaled(a)
    return a + b


def told(action):
    try:
        print(action())
    except Exception as error:
        out = io.StringIO()
        sys.print_exception(error, out)
        lines = out.getvalue().splitlines()
        print(lines[-2].strip(), lines[-1])


told(lambda: Point.right(Point))
told(lambda: Point.right(5))
told(lambda: Point.put(5))
told(lambda: Empty().right())
told(lambda: read(Empty()))
told(lambda: deleted(Point()))
told(lambda: called(Other()))
told(lambda: Other().twice())
told(lambda: called(Empty()))
told(lambda: Point.twice(Empty))
