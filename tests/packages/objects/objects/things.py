"""Classes for other modules."""

START = 4


class Point:
    x: float
    y: float

    def __init__(self, x: float, y: float = -2.5):
        self.x = x
        self.y = y

    def shifted(self, by: float = 1.0, *, up: float = 0.5) -> "Point":
        return Point(self.x + by, up + self.y)

    def distance(self, to: float, *, scale: float = 0.5) -> float:
        return (self.x - to) * scale

    def __repr__(self) -> str:
        return "<%s %s>" % (self.x, self.y)


class Counter:
    count: int
    at: Point
    next: "Counter | None"

    def __init__(self, count: int, name: str = "c", ready: bool = True, *, step: int = START, tag: str = "a\n"):
        if count < 0:
            raise ValueError("count")
        self.count = count
        self.name = name
        self.ready = ready
        self.step = step
        self.tag = tag
        self.at = Point(0.5)
        self.next = None

    def up(self, by: int = 1, times: int = 1) -> int:
        for _ in range(times):
            self.count += by
        return self.count

    def reset(self) -> None:
        self.count = 0

    def part(self, n: int) -> int:
        return self.count // n

    def is_over(self, limit: int) -> bool:
        return self.count > limit

    def labelled(self, *, prefix: str = "", n: int | None = None) -> str:
        return prefix + self.name + str(n)

    def followed(self, by: "Counter") -> "Counter | None":
        self.next, before = by, self.next
        return before

    def plain(self, n):
        return self.count + n

    @property
    def double(self) -> int:
        return self.count * 2

    @staticmethod
    def of(count: int) -> "Counter":
        return Counter(count)

    @classmethod
    def named(cls, name: str) -> "Counter":
        return cls(1, name)

    def down(self, n: int) -> int:
        from .far import maker

        return maker.down(self, n - 1) if n else self.count


class Fast(Counter):
    def up(self, by: int = 1, times: int = 1) -> int:
        self.count += 100 * by * times
        return self.count


class Untyped:
    def __init__(self, n):
        self.n = n

    def up(self, by=1):
        return self.n + by


class Mixed(Untyped):
    def both(self, a: int, b: float) -> float:
        return a * b + self.n


def last(counter: Counter) -> Counter:
    while counter.next is not None:
        counter = counter.next
    return counter
