# What a module has is remembered by place: it is exact whatever is done to the module, its names and its places.
import math
import settings
import settings as alias


def area(n):
    total = 0.0
    for i in range(n):
        total += math.fabs(float(i)) * settings.scale + alias.offset
    return total


def fast(n: int) -> float:
    total: float = 0.0
    for i in range(n):
        total += math.fabs(float(i)) + math.floor(2.5)
    return total


def scaled(x):
    return settings.twice(x), settings.pair(x, 1), settings.none(), settings.many(x, 1, 2, key=3)


def lazily():
    return settings.absent


def kind():
    return settings.__class__ is type(math), settings.__name__


def rows(n):
    # The places change while the loop runs.
    found = []
    for i in range(n):
        found.append(settings.grow(i))
        found.append(settings.scale)
    return found
