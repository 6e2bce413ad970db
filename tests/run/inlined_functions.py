# Small functions that are called in loops: their arguments, their results, what they raise, and what is called instead.


def low(n: int) -> int:
    return n & 15


def clamp(n: int, least: int = 0, most: int = 99) -> int:
    if n < least:
        return least
    if n > most:
        return most
    return n


def both(n: int) -> tuple[int, int]:
    if n & 1:
        return n * 3, n - 1
    return n // 2, n + 1


def mark(cells: bytearray, x: int, y: int) -> None:
    if 0 <= x < 4 and 0 <= y < 3:
        cells[y * 4 + x] += 1


def mixed(a: int, b: float, c: str, d: object) -> str:
    return c + str(a) + str(b) + str(d)


def is_odd(n: int) -> bool:
    return n % 2 == 1


def first(items: list) -> object:
    return items[0]


def checked(n: int) -> int:
    if n > 5:
        raise ValueError(n)
    return 10 // n


def nothing(n: int) -> None:
    pass


# A circle: neither becomes a part of the other for good.
def down(n: int) -> int:
    return 0 if n <= 0 else below(n) + 1


def below(n: int) -> int:
    return down(n - 1)


def twice(n: int) -> int:
    return low(n) + low(n + 1)


def thrice(n: int) -> int:
    return twice(n) + low(n + 2)


def sums(count: int) -> tuple[int, int, int]:
    a = b = c = 0
    for i in range(count):
        a += low(i)
        b += clamp(i * 7 - 20) + clamp(i, 5) + clamp(i, most=8, least=2)
        x, y = both(i)
        c += x * y + thrice(i)
    return a, b, c


def large(count: int, start: int) -> list[int]:
    found = []
    for i in range(count):
        found.append(low(start + i) + clamp(start * i, -start, start) + both(start + i)[i & 1])
    return found


def drawn(dx: int, dy: int) -> bytes:
    cells = bytearray(12)
    for i in range(-1, 6):
        mark(cells, i + dx, i + dy)
        mark(cells, i, dy)
    return bytes(cells)


def texts(count: int) -> str:
    text = ""
    for i in range(count):
        text += mixed(i, i / 2, "-", [i]) + str(is_odd(i)) + str(nothing(i)) + str(first([i, 1]))
    return text


def caught(count: int) -> list[str]:
    found = []
    for i in range(count):
        try:
            found.append(str(checked(i)))
        except ZeroDivisionError:
            found.append("zero")
        except ValueError as error:
            found.append(repr(error))
        finally:
            found.append(str(low(i)))
    return found


def raised(count: int) -> int:
    total = 0
    for i in range(1, count):
        total += checked(i)
    return total


def deep(count: int) -> int:
    total = 0
    for i in range(count):
        total += down(i)
    return total


def resumed(count: int):
    for i in range(count):
        yield low(i * 5) + clamp(i * 40)
        a, b = both(i)
        yield a - b


def closed(by: int):
    def inner(count: int) -> int:
        total = 0
        for i in range(count):
            total += low(i * by)
        return total

    return inner


def unbound(count: int) -> int:
    for i in range(count):
        last = low(i)
    return clamp(last)


# A name that the module binds again is looked up at each call.
def rebound(n: int) -> int:
    return n + 1


def through(count: int) -> list[int]:
    found = []
    for i in range(count):
        found.append(rebound(i))
        if i == 1:
            rebind()
    return found


def rebind() -> None:
    global rebound
    rebound = low


def halved(value: float) -> float:
    return value / 2


def floats(count: int) -> float:
    total = 0.0
    for i in range(count):
        total += halved(i) + halved(total)
    return total


def says(n: int) -> int:
    print("says", n)
    return n


def ordered(count: int) -> int:
    total = 0
    for i in range(count):
        total += clamp(says(i), says(1), says(2)) + says(7)
    return total


print(sums(20))
print(large(3, 5), large(3, 1 << 29), large(4, 1 << 70), large(2, -(1 << 62)))
print(drawn(0, 0), drawn(1, -1), drawn(-2, 1), drawn(1 << 40, 2))
print(texts(3))
print(caught(8))
try:
    raised(9)
except ValueError as error:
    print(repr(error))
print(deep(12))
print(list(resumed(4)))
print(closed(3)(10), closed(True)(4))
print(unbound(3))
try:
    unbound(0)
except NameError as error:
    print("unbound")
print(through(4))
print(floats(5))
print(ordered(4))
for wrong in ("x", None):
    try:
        print(clamp(wrong))
    except TypeError:
        print("TypeError")
print(clamp(True), low(True), both(False))
