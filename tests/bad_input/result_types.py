class Point:
    def __init__(self, x: int) -> None:
        self.x: int = x


def label(p: Point) -> str:
    if p.x:
        return p.x
    return None


def store(p: Point, values: list[int], names: dict[str, int]) -> None:
    p.x = "one"
    values[0] = "two"
    names["k"] = 3.5
    n: int = "four"
    a, b = 1, 2, 3


def default(x: int = None, y: str = 5) -> int:
    return x
