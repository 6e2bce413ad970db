# `bytes` of a list that is written out, and arrays of zeros by `bytes`: made in place, and as the firmware makes them where an item or a
# count is none that it takes.
from array import array

from mpyc import u8, u16, u32


def told(work, *args):
    try:
        print(work(*args))
    except Exception as error:
        print(type(error).__name__, error)


def three(a: int, b: int, c: int) -> bytes:
    return bytes([a, b, c])


def any_three(a, b, c: object) -> bytes:
    return bytes([a, b, c])


def reading(i: u8) -> bytes:
    return bytes([i, 255 - i, u8(i * 3), 75])


def none() -> bytes:
    return bytes([])


def noted(seen: list[int], x: int) -> int:
    seen.append(x)
    return x


def in_order(seen: list[int]) -> bytes:
    return bytes([noted(seen, 3), noted(seen, 300), noted(seen, 2), noted(seen, 1)])


told(three, 0, 127, 255)
told(three, True, False, 2)
told(three, 1, 1 << 40, 3)
told(any_three, 1, 2, 3)
told(any_three, 1, "2", 3)
told(any_three, 1, 2.5, 3)
told(any_three, None, 300, 3)
for value in (256, -1, 1 << 31, 1 << 62):
    try:
        print(value & 255 == list(three(7, value, 9))[1])
    except (ValueError, OverflowError) as error:
        print(type(error).__name__)
print([sum(reading(i)) for i in range(0, 256, 51)], none())
seen = []
try:
    in_order(seen)
except ValueError:
    pass
print(seen)


class bytes_like:
    def __init__(self, items):
        self.items = items


def rebound(bytes, a: int):
    return bytes([a, a])


print(rebound(bytes_like, 5).items, rebound(tuple, 5), rebound(bytes, 5))


def words(size: int) -> array[u32]:
    return array("I", bytes(size))


def halves(size: u16) -> array[u16]:
    found: array[u16] = array("H", bytes(size))
    found[0] = size
    return found


def zeros(count: int) -> array[u8]:
    return array("B", [0] * count)


for size in (8, 9, 0, 3, 4):
    told(words, size)
told(words, -1)
told(words, True)
for _ in range(3):
    told(halves, 5)
told(halves, 1)
for count in (3, 0, -2, True):
    told(zeros, count)
print(len(words(4000)), sum(words(4000)), len(zeros(3000)), sum(zeros(3000)))
items = words(8)
items.append(7)
items.extend(words(4))
print(items, items == array("I", [0, 0, 7, 0]))


def array_of(array, size: int):
    return array("I", bytes(size)), array("I", [0] * size)


print(array_of(lambda code, items: (code, items), 2))


# Of a comprehension.
def squares(n: int, most: int) -> bytes:
    return bytes([i * i % most for i in range(n)])


for n, most in ((0, 256), (1, 256), (40, 256), (300, 255), (20, 300), (3, 2**40)):
    try:
        print(squares(n, most))
    except Exception as e:
        print(type(e).__name__, e)


def nested(text: str) -> bytes:
    return bytes([ord(c) ^ 32 for word in text.split() for c in word if c != "-"])


print(nested("Some wo-rds of a te-xt"), nested(""))
