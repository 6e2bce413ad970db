import fast
from fast import LIMIT, Kind, dot, each, scale


def weigh(a, b, n: int) -> float:
    if n > LIMIT:
        return 0.0
    return dot(a, b) * scale(n)


def kinds(kind: Kind) -> bool:
    return kind == Kind.FULL


def squares(n: int) -> int:
    return each(lambda i: i * i, n)


def origin() -> float:
    p = fast.Point(1.0)
    fast.move(p, by=-1.0)
    return p.x
