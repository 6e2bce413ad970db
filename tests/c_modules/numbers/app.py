import fast
from fast import add, half, invert, order, same_i8, same_i32 as narrow, third
from fast import same_u8


def total(n: int) -> int:
    sum = 0
    for i in range(n):
        sum = add(sum, i)
    return sum


def floats(x: float) -> float:
    return half(x) + third(x, by=2.0)


class Counter:
    step: int

    def __init__(self, step: int):
        self.step = step

    def next(self, n):
        return add(self.step, n)


def each(values):
    for value in values:
        yield same_i8(value)


def attempt(function, *args):
    try:
        result = function(*args)
        print(result, type(result).__name__)
    except (OverflowError, TypeError) as error:
        print(type(error).__name__)


print(total(1000), floats(6.0), floats(5), Counter(5).next(6), list(each([-128, 0, 127])))
print(add(1), add(b=1, a=2), add(True, False), order(1, 2), order(1, b=2, c=3), order(-1, 255, c=1 << 40))
print(list(map(add, [1, 2], [3, 4])), invert(True), invert(False), half(7), third(1.5))
edges = []
for bits in (7, 8, 15, 16, 29, 30, 31, 32, 61, 62, 63, 64, 70):
    for near in (-1, 0, 1):
        edges.append((1 << bits) + near)
        edges.append(-(1 << bits) + near)
for same in (fast.same_i8, fast.same_i16, fast.same_i32, fast.same_i64, fast.same_u8, fast.same_u16, fast.same_u32):
    attempt(same, True)
    for edge in edges:
        attempt(same, edge)
for same in (fast.same_u64, fast.same_int, fast.same_uint):
    for edge in edges:
        attempt(same, edge)
attempt(add, "x")
attempt(add, 1 << 80)
attempt(invert, 1)
attempt(half, None)
attempt(narrow, 2.0)
attempt(same_u8, 255)
attempt(fast.twice, -1)
attempt(fast.twice, 1 << 30)
attempt(fast.twice, (1 << 30) + 5)
attempt(fast.wide, -5, 7, 1 << 20)
print(fast.upper(ord("q")), fast.precise(2.5))
fast.bump()
fast.bump()
print(fast.bumped())


def nested() -> int:
    try:
        return same_i8(add(100, 100))
    except OverflowError:
        return narrow(-1)
    finally:
        fast.bump()


print(nested(), fast.bumped())
print(fast.odd(1, 2), fast.odd(default=3, count_of=2, größe=1))
