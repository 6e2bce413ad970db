# Items of arrays of ints of a fixed width, of all kinds of arrays and of what is none.
from array import array

from mpyc import i8, i16, i32, i64, u8, u16, u32, u64


def scaled(samples: array[i16], by: i16) -> None:
    for i in range(len(samples)):
        samples[i] = i16(samples[i] * by >> 4)


def table() -> array[u32]:
    found: array[u32] = array("I", [0] * 256)
    for i in range(256):
        crc: u32 = i
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
        found[i] = crc
    return found


def crc32(table: array[u32], data: bytearray) -> u32:
    crc: u32 = 0xFFFFFFFF
    for i in range(len(data)):
        crc = table[(crc ^ data[i]) & 255] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def sum8(a: array[u8]) -> int:
    total = 0
    for i in range(len(a)):
        total += a[i]
    return total


def sums(a: array[i8], b: array[u16], c: array[i32], d: array[i64], e: array[u64]):
    return a[0] + a[-1], b[0] + b[-1], c[0] + c[-1], d[0] + d[-1], e[0] + e[-1]


def replaced(i: int, value: int, a: array[i8], b: array[u16], c: array[i32], d: array[i64], e: array[u64]):
    a[i] = i8(value)
    b[i] = u16(value)
    c[i] = i32(value)
    d[i] = i64(value)
    e[i] = u64(value)


def counted(bins: array[u32], at: int, by: int) -> u32:
    bins[at] += by
    bins[at] ^= 1
    bins[True] |= 2
    return bins[at]


def first(a: array[u16]) -> u16:
    return a[0]


def stored(a: array[u32], i: int, value: int):
    a[i] = value
    return a[i]


class Ring:
    def __init__(self, size: u16):
        self.items: array[u16] = array("H", [0] * size)
        self.at: u16 = 0

    def put(self, item: u16) -> None:
        self.items[self.at] = item
        self.at = (self.at + 1) % len(self.items)

    def total(self) -> int:
        total = 0
        for i in range(len(self.items)):
            total += self.items[i]
        return total


class Doubled:
    def __getitem__(self, i):
        return i * 2

    def __setitem__(self, i, value):
        print("set", i, value)

    def __len__(self):
        return 3


samples = array("h", [0, 1, -1, 32767, -32768, 1000])
scaled(samples, 24)
print(samples)
scaled(samples, -32768)
print(samples)
crcs = table()
print(crcs[1], crcs[255], crc32(crcs, bytearray(b"123456789")), crc32(crcs, bytearray()))
print(sum8(array("B", [255, 1])), [sum8(thing) for thing in (bytearray(b"ab"), [1, 2, 3], b"\xff\x00", Doubled())])
five = array("b", [-128, 127]), array("H", [1, 65535]), array("i", [-2147483648, 5]), array("q", [-(1 << 63), 7]), array("Q", [(1 << 64) - 1, 9])
print(sums(*five))
for value in (0, -1, 127, 128, 65536, 1 << 31, (1 << 32) - 1, 1 << 63, (1 << 64) - 1, -(1 << 31) - 1):
    replaced(0, value, *five)
    replaced(-1, value + 1, *five)
    print(five)
bins = array("I", [0, 0xFFFFFFF0, 7])
print(counted(bins, 1, 9), counted(bins, 2, 5), counted(bins, -3, 1), bins)
print(counted(array("L", [1, 2, 3]), 0, 4), [first(thing) for thing in ((5, 6), {0: 9}, Doubled())])
print([stored(thing, 1, 513) for thing in ([1, 2], Doubled(), array("H", [1, 2]), {}, array("L", [1, 2]))])
for f, a in (
    (first, array("H")),
    (first, []),
    (first, None),
    (first, 5),
    (first, {}),
    (crc32, 5),
):
    try:
        print(f(a) if f is first else f(a, bytearray(b"a")))
    except Exception as error:
        print(type(error).__name__)
for i in (2, -3, 1 << 40):
    for do in (lambda: stored(bins[:2], i, 1), lambda: sums(five[0], five[1][:0], *five[2:])):
        try:
            print(do())
        except Exception as error:
            print(type(error).__name__)
ring = Ring(3)
for item in (1, 2, 65535, 4):
    ring.put(item)
print(ring.total(), ring.items)
more = array("H", [1])
for i in range(40):
    more.append(i * 1000)
    more[len(more) - 1] = first(more) + i
scaled(more, 1)
print(more)
print(sum8(memoryview(bytearray(b"\x01\x02"))), first(memoryview(array("H", [300]))))
