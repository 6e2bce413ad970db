"""Bytes that are copied from one container into another, one at a time: through a table, onto themselves, beyond the end."""


def through(table: bytes, source: bytearray, target: bytearray) -> None:
    for i in range(len(source)):
        target[i] = table[source[i]]


def scroll(screen: bytearray, width: int, by: int) -> None:
    for i in range(len(screen) - by):
        screen[i] = screen[i + by]
    for i in range(len(screen) - by, len(screen)):
        screen[i] = screen[i - width]


def from_end(a: bytearray, b: bytearray, n: int) -> None:
    for i in range(1, n):
        a[-i] = b[i - 1]


def two(a: bytearray, b: bytearray, i: int) -> int:
    a[i] = b[i + 1]
    a[i + 1] = b[i]
    return a[i]


def swap(a: bytearray, i: int, k: int) -> None:
    a[i], a[k] = a[k], a[i]


def kept(a: bytearray, b: bytearray, i: int) -> list[int]:
    item = b[i]
    a[i] = item
    a[i + 1] = b[i]
    return [item, a[i], a[i + 1]]


class Odd(bytearray):
    def __getitem__(self, place):
        print("get", place)
        return super().__getitem__(place)

    def __setitem__(self, place, value):
        print("set", place, value)
        super().__setitem__(place, value)


table = bytes([(i * 7 + 3) & 255 for i in range(256)])
source = bytearray(range(0, 60, 3))
target = bytearray(20)
through(table, source, target)
print(target)
through(table, target, target)
print(target)
screen = bytearray(range(24))
scroll(screen, 8, 8)
print(screen)
from_end(screen, target, 5)
print(screen, two(screen, target, 3), screen[3:5], kept(screen, source, 2))
swap(screen, 0, -1)
print(screen)
for a, b, i in ((screen, target, 40), (bytearray(3), target, 3), (screen, bytearray(2), 1), (screen, target, -1)):
    before = bytes(a)
    try:
        print(two(a, b, i))
    except IndexError as e:
        print(e, bytes(a) == before)
short = bytearray(5)
try:
    through(table, source, short)
except IndexError as e:
    print(e, short)
try:
    through(b"short", source, target)
except IndexError as e:
    print(e, target)
odd = Odd(4)
try:
    print(two(odd, target, 1), two(target, odd, 1))
    swap(odd, 0, 1)
except (TypeError, AttributeError) as e:
    print(type(e))
print(bytes(odd))
