# Functions that other modules call by their native forms.
SCALE: float = 0.5
LOG = []
LOG.append(SCALE)


def scaled(x: float, by: float) -> float:
    return x * by


def add(a: int, b: int) -> int:
    return a + b


def nothing() -> None:
    pass


def ready(x: int) -> bool:
    return x > 2


def text(x: int) -> str:
    return "<%d>" % x


def parted(n: int) -> tuple[int, float]:
    if n > 2:
        return n, n * 0.5
    return 0, 1.5


def joined(n: int) -> float:
    whole, half = parted(n)
    return whole + half


def either(x, y: int):
    return x if y else None


def size(items: list) -> int:
    return len(items)


def optional(x: "int | None") -> int:
    return 0 if x is None else x


def many(a: int, b: float, c: bool, d: str, e: object, f: int, g: int, h: int) -> float:
    return a + b + (1 if c else 0) + len(d) + f + g + h + (0 if e is None else 100)


def more(a: int, b: int, c: int, d: int, e: int, f: int, g: int, h: int, i: int) -> int:
    return a + b + c + d + e + f + g + h + i


def stepped(n: int, step: int = 2, *, first: int = 0) -> int:
    total = first
    for i in range(0, n, step):
        total += i
    return total


def rest(*items: int) -> int:
    return len(items)


def numbers(n: int):
    for i in range(n):
        yield i


async def later(n: int) -> int:
    return n


def doubled(function):
    return lambda x: function(x) + function(x)


@doubled
def decorated(x: int) -> int:
    return x


if SCALE > 0:

    def chosen(x: int) -> int:
        return x + 1

else:

    def chosen(x: int) -> int:
        return x - 1


def again(x: int) -> int:
    return x


def again(x: int) -> int:
    return -x


def fails(x: int) -> int:
    if x > 3:
        raise ValueError("more than %d" % x)
    return 10 // x


class Box:
    def __init__(self, width: int):
        self.width = width

    def add(self, other: int) -> int:
        return self.width + other


def wide(box: Box, by: int) -> int:
    return box.width * by


def box(width: int) -> Box:
    return Box(width)
