# A case tells what the subject is in it, and what it is not in those after it.


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x: int, y: int) -> None:
        self.x: int = x
        self.y: int = y


def kind(value: int | str | Point | None) -> str:
    match value:
        case None:
            return "none"
        case int() if value > 100:
            return f"large {value + 1}"
        case int(n):
            return f"int {n + 1} {value + 2}"
        case str():
            return "str " + value.upper()
    return f"point {value.x}"


def corner(value: Point | str) -> str:
    match value:
        case Point(0, 0):
            return "origin"
        case Point(x=0) as at:
            return f"axis {at.y}"
        case str() | Point():
            return "text " + value if isinstance(value, str) else f"{value.x},{value.y}"
    return "never"


def rebound(value: int | None) -> str:
    match value:
        case None:
            value = 3
        case 1:
            value = None
        case _:
            value = value + 1
    return f"{value}"


print(kind(None), kind(101), kind(5), kind("a"), kind(Point(1, 2)))
print(corner(Point(0, 0)), corner(Point(0, 4)), corner(Point(3, 4)), corner("c"))
print(rebound(None), rebound(1), rebound(2))
