# viper functions are functions: objects beside words, bools, results, methods, exceptions, calls of each other.
import micropython
from micropython import const

LIMIT = const(5)
counter = 0


@micropython.viper
def nothing():
    pass


@micropython.viper
def nothing_as_int() -> int:
    pass


@micropython.viper
def nothing_as_bool() -> bool:
    return None


@micropython.viper
def truth(a: bool, b: bool) -> bool:
    if a:
        return b
    return a


@micropython.viper
def plain(a, b):
    return a + b


@micropython.viper
def lengths(things) -> int:
    total = 0
    for thing in things:
        total += int(len(thing))
    return total


@micropython.viper
def bump(by: int) -> int:
    global counter
    counter = int(counter) + by
    return int(counter)


@micropython.viper
def packed(a: int, b: uint, c: bool, d):
    return (a, b, c, d, a + 1), [a], {a, b}, f"{a}:{b}:{c}:{d}"


@micropython.viper
def guarded(a: int, things) -> int:
    n = 1
    try:
        n = 2
        things[a]
        n = 3
    except IndexError:
        n = n * 10 + a
    finally:
        n += 100
    return n


@micropython.viper
def raises(a: int):
    if a > LIMIT:
        raise ValueError(a)
    return None


@micropython.viper
def annotated(n: int) -> int:
    total: int = 0
    i: int = 0
    while i < n:
        total += i
        i += 1
    return total


class Pixel:
    def __init__(self, value):
        self.value = value

    @micropython.viper
    def shift(self, by: int) -> int:
        return int(self.value) << by

    @micropython.viper
    def set(self, value: int):
        self.value = value + 1

    def twice(self):
        return self.shift(1) + self.shift(2)


@micropython.viper
def calls(a: int) -> int:
    b = int(bump(a)) + int(annotated(a))
    return b + int(lengths(["xy", b"z", ()]))


def typed(n: int) -> int:
    return annotated(n) + bump(1)


@micropython.native
def native(n):
    return annotated(n)


@micropython.viper
def with_items(things, a: int):
    things[a] = a
    things.extend([a, a + 1])
    return things[a - 1], (a, things), things[a]


print(nothing(), nothing_as_int(), nothing_as_bool())
print(truth([1], 0), truth("", 1), truth(2, 3), truth(0, 0))
print(plain(1, 2), plain("a", "b"), plain(1 << 70, 1), plain(1.5, 2))
print(lengths(["abc", (1, 2), {}]), bump(3), bump(-10), counter)
print(packed(-1, -1 & 0xFF, 5, None))
print(guarded(0, [1]), guarded(5, [1]))
try:
    raises(6)
except ValueError as e:
    print("ValueError", e.args)
print(raises(1))
print(annotated(10), calls(4), typed(5), native(6))
p = Pixel(3)
p.set(20)
print(p.value, p.shift(2), p.twice())
print(with_items([1, 2, 3, 4, 5], 2))
functions = [bump, truth]
for index, args in ((0, ()), (0, (1, 2)), (0, ("x",)), (0, (None,)), (1, (1,))):
    try:
        print(functions[index](*args))
    except TypeError:
        print("TypeError")
print([annotated(i) for i in range(5)], list(map(annotated, (1, 2, 3))), sorted([3, 1, 2], key=annotated))
