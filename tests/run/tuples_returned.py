# Functions that give tuples, which compiled callers take apart, keep, pass on or drop.

def ordered(a: int, b: int) -> tuple[int, int]:
    if a <= b:
        return a, b
    return b, a


def scaled(n: int, by: float = 0.5) -> tuple[int, float, bool, str]:
    return n, n * by, n > 2, "n" + str(n)


def taken(n: int) -> float:
    total = 0.0
    for i in range(n):
        low, high = ordered(i, 3)
        number, half, large, text = scaled(i)
        total += low * 100 + high + half + number
        if large:
            total += len(text)
    return total


print(taken(0), taken(7))


def big(n: int) -> tuple[int, int]:
    return n << 70, n - (1 << 65)


def of_big(n: int) -> int:
    a, b = big(n)
    return a + b


print(of_big(3), big(-1))


# A bool is an int, and stays the bool it is; an int in a float's place stays the int it is.
def mixed(flag: bool) -> tuple[int, float]:
    if flag:
        return flag, 1
    return 0, 2.5


def of_mixed(flag: bool) -> list:
    a, b = mixed(flag)
    return [a, a + 1, b, mixed(flag)]


print(of_mixed(True), of_mixed(False))


# By index, from both ends; out of range; unpacked into too few and too many.
def indexed(n: int) -> int:
    return ordered(n, 5)[0] * 100 + ordered(n, 5)[-1] * 10 + len(ordered(n, 5))


def couple(a, b):
    return b, a


def beyond(n: int) -> object:
    return couple(n, 5)[2]


def too_few(n: int) -> object:
    (only,) = couple(n, 5)
    return only


def too_many(n: int) -> object:
    a, b, c = couple(n, 5)
    return a


def starred(n: int) -> object:
    first, *rest = scaled(n)
    return [first, rest]


print(indexed(7), indexed(3), starred(4))
for function in beyond, too_few, too_many:
    try:
        print(function(1))
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)


# Kept, compared, hashed, looped over, formatted: then it is a tuple.
def kept(n: int) -> object:
    pair = ordered(n, 2)
    seen = {pair: n}
    a, b = pair
    return pair, pair == (2, n), pair in seen, [x for x in pair], "%d-%d" % pair, a - b, sorted(pair, reverse=True)


print(kept(4), kept(1))


def dropped(n: int) -> None:
    ordered(n, n)


print(dropped(1))


# Recursion, and two functions that call each other.
def power(n: int) -> tuple[int, int]:
    if n == 0:
        return 1, 0
    value, calls = power(n - 1)
    return value * 3, calls + 1


def even(n: int) -> tuple[str, int]:
    if n == 0:
        return "even", 0
    return odd(n - 1)


def odd(n: int) -> tuple[str, int]:
    if n == 0:
        return "odd", 0
    return even(n - 1)


def deep(n: int) -> tuple[int, int]:
    a, b = deep(n + 1)
    return b, a


def parities(n: int) -> str:
    name, zero = even(n)
    return name + str(zero)


print(power(5), parities(6), parities(7), odd(3))
try:
    deep(0)
except RuntimeError:
    print("RuntimeError")


# Exceptions come out of the call, and what was assigned before stays.
def checked(n: int) -> tuple[int, int]:
    if n > 3:
        raise ValueError(n)
    return n, 10 // n


def tried(n: int) -> object:
    a, b = 1, 2
    try:
        a, b = checked(n)
        a, b = checked(n + 1)
    except ValueError as error:
        return a, b, error.args
    except ZeroDivisionError:
        return "zero", a, b
    finally:
        b += 100
    return a, b


print(tried(0), tried(1), tried(3), tried(9))


# Out of `finally`, and by way of `with`.
class Guard:
    def __enter__(self) -> int:
        return 7

    def __exit__(self, *args: object) -> bool:
        print("left")
        return False


def guarded(n: int) -> tuple[int, int]:
    with Guard() as g:
        return n, g


def last(n: int) -> tuple[int, int]:
    try:
        return n, n
    finally:
        print("finally")


def of_guarded(n: int) -> int:
    a, b = guarded(n)
    c, d = last(n)
    return a * 1000 + b * 100 + c * 10 + d


print(of_guarded(3))


# By keyword, with defaults, by a name that is given something else, as a value.
def by_keyword() -> object:
    low, high = ordered(b=1, a=2)
    n, half, _, _ = scaled(by=2.0, n=4)
    return [low, high, n, half]


def replaced(n: int) -> tuple[int, int]:
    return n, n


def of_replaced(n: int) -> int:
    a, b = replaced(n)
    return a * 10 + b


print(by_keyword(), of_replaced(1))
original = replaced


def replaced(n: int) -> tuple[int, int]:
    return n + 1, original(n)[0] + 2


print(of_replaced(1))


def applied(function: object, n: int) -> object:
    a, b = function(n, 3)
    return a * 10 + b


print(applied(ordered, 5), applied(lambda a, b: (b, a), 5))
print(list(map(ordered, (1, 9), (5, 5))), ordered.__name__)


# Methods, closures, generators, coroutines.
class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def pair(self) -> tuple[int, int]:
        return self.x, self.y

    def turned(self) -> tuple[int, int]:
        x, y = self.pair()
        return -y, x

    @staticmethod
    def unit() -> tuple[int, int]:
        return 1, 0


class Moved(Point):
    def pair(self) -> tuple[int, int]:
        return self.x + 1, self.y + 1


def of_points() -> list:
    x, y = Point(3, 4).pair()
    u, v = Point.unit()
    return [x, y, u, v, Point(3, 4).turned(), Moved(3, 4).turned()]


print(of_points())


def closing(step: int) -> list:
    def inner(n: int) -> tuple[int, int]:
        return n, n + step

    a, b = inner(1)
    c, d = inner(b)
    return [a, b, c, d, inner(9)]


print(closing(10))


def generated(n: int):
    for i in range(n):
        low, high = ordered(i, 1)
        yield low
        yield high
        number, half, large, text = scaled(i)
        yield text
        yield half


print(list(generated(3)))


# Without annotations.
def plain(a, b):
    if a:
        return b, a
    return None, b


def of_plain(a, b):
    x, y = plain(a, b)
    return [y, x, plain(b, a)]


print(of_plain(1, 2), of_plain(0, "s"), of_plain(1.5, (2,)))

# The module's own code, in loops and outside.
low, high = ordered(9, 4)
n, half, large, text = scaled(3)
print(low, high, n, half, large, text, scaled(1, by=4.0), ordered(2, 1)[0])
(a, b), c = ordered(6, 5), 1
pairs = [ordered(i, 2) for i in range(4)]
print(a, b, c, pairs)
for i in range(3):
    a, b = ordered(i, 1)
    n, half, _, _ = scaled(i)
    print(a, b, n, half, ordered(i, 1))
