from .. import things
from ..things import Counter, Fast, Mixed, Point, Untyped, last


def points(n: int) -> float:
    sum = 0.0
    point = Point(1.0)
    for i in range(n):
        point = point.shifted().shifted(2.0).shifted(up=-0.5, by=i + 0.5)
        sum += things.Point(point.x, y=point.y).x
        sum += point.y
    return sum


def counted(counter: Counter) -> list:
    found: list = []
    found.append(counter.up())
    found.append(counter.up(2))
    found.append(counter.up(times=3))
    found.append(counter.up(times=2, by=1 << 40))
    found.append(counter.is_over(5))
    found.append(counter.part(3))
    found.append(counter.labelled())
    found.append(counter.labelled(n=3, prefix="<"))
    found.append(counter.plain(2))
    found.append(counter.double)
    found.append(counter.of(3).count)
    found.append(counter.named("x").name)
    found.append(counter.at)
    found.append(counter.at.shifted(2.0).x)
    counter.reset()
    found.append(counter.count)
    return found


def made(n: int) -> list:
    found: list = []
    for counter in (
        Counter(n),
        Counter(n, "other", False),
        Counter(n, ready=False, step=2, tag="t"),
        things.Counter(count=n, name="key"),
        Fast(n),
    ):
        found.append((counter.count, counter.name, counter.ready, counter.step, counter.tag))
        found.append(counted(counter))
    found.append(Untyped(n).up())
    found.append(Mixed(n).both(n, 0.5))
    return found


def chained(n: int) -> str:
    first = Counter(0, "first")
    for i in range(n):
        end = last(first)
        before = end.followed(Counter(i, "n"))
        if before is not None:
            before.reset()
    follower = first.next
    names = ""
    while follower is not None:
        names += follower.labelled(n=follower.count)
        follower = follower.next
    return names


def failing(n: int) -> int:
    counter = Counter(n)
    return counter.part(n) + Counter(n - 2).part(3)


def tested(thing: object) -> int:
    if isinstance(thing, Counter):
        return thing.up(3)
    return -1


def down(counter: Counter, n: int) -> int:
    return counter.down(n - 1) if n else counter.up()


def in_order(log: list) -> int:
    def noted(x: int) -> int:
        log.append(x)
        return x

    return Counter(noted(1), step=noted(2)).up(times=noted(3), by=noted(4))


def lazily(counter: Counter):
    while True:
        by = yield counter.up(2)
        counter.up((yield by), times=2)


def floats(n: int) -> float:
    point = Point(1.0)
    counter = Counter(3)
    sum = 0.0
    for i in range(n):
        sum += point.distance(sum) + counter.up()
    return sum
