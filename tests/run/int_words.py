# Ints around the ends of machine words: masks, shifts, divisions, counters, items of bytes, and what each gives when the words
# do not do.


def wrapped(seed: int) -> int:
    total = 0
    for _ in range(64):
        seed = (seed * 1664525 + 1013904223) & 0xFFFFFFFF
        total = (total ^ (seed >> 16) ^ (seed << 3)) & 0xFFFFFFFF
    return total


def table() -> list[int]:
    out: list[int] = []
    for i in range(256):
        crc = i
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
        out.append(crc)
    return out


def masked(x: int) -> list[int]:
    return [
        x & 0xFF,
        x & 0xFFFFFFFF,
        x & -256,
        (x * x) & 0xFFFF,
        (-x) & 0xFFFFFFFF,
        (~x) & 0x7FFFFFFF,
        (x << 5) & 0xFFF,
        ((x + 7) >> 3) & 0xFFFF,
        (x - 1) & 0x3FFFFFFF,
        (x | 1) & 0x80000000,
        (x ^ -1) & 0xFFFFFFFF,
        (x & 0xFFFF) * (x & 0xFFFF),
        (x & 0x3FFFFFFF) + (x & 0x3FFFFFFF),
    ]


def divided(x: int) -> list[int]:
    low = x & 0xFFFF
    word = x & 0xFFFFFFFF
    return [low // 7, low % 13, -low // 7, -low % 13, low // -7, low % -7, word // 10, word % 10, word >> 4, word - low]


def shifted(x: int, n: int) -> list[int]:
    count = n & 31
    low = x & 0xFFFF
    return [low << count & 0xFFFFFFFF, low >> count, (x & 0xFFFFFFFF) >> count, 1 << count, low >> 32, low >> 100]


def by_any(n: int) -> int:
    return 1 << n


def counted(first: int, end: int, step: int) -> tuple[int, int]:
    count = 0
    last = first
    for i in range(first, end, step):
        count += 1
        last = i
        if count == 5:
            break
    return count, last


def multiplied(a: int, b: int) -> int:
    return a * b + a - b


def of_bytes(data: bytearray) -> int:
    for i in range(len(data)):
        data[i] = (i * i) & 255
    total = 0
    i = 0
    while i < len(data) - 1:
        total = (total * 3 + data[i] * data[i + 1]) & 0xFFFFFF
        data[i] = data[i + 1] ^ 0x55
        i += 1
    for byte in data:
        total += byte
    return total


def remainder(a: int, b: int) -> int:
    return (a & 255) % (b & 15)


# A bool in an int's place stays the bool it is, whatever is computed with it.
def bounded(x: int, c: bool) -> int:
    y = 5
    if c:
        if x >= 0:
            if x <= 9:
                y = x
    print(y & 3)
    return y


def used(x: int, n: int) -> int:
    if x < 0:
        return 0
    if x > 5:
        return 0
    y = x
    for i in range(n):
        print(y, y << i)
        if i & 1:
            y = (y * 3 + i) & 7
    return y


for x in (True, False, 1, 4, 9, 10, -1):
    print(bounded(x, True), bounded(x, False), used(x, 0), used(x, 3))

edges = [0, 1, 2, 255, 256, 32767, 32768, 65535, 65536]
for bits in (30, 31, 32, 62, 63, 64):
    edges += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]
edges += [-edge for edge in edges]
edges += [True, False, 1 << 100, -(1 << 100) - 777]
for x in edges:
    print(x, wrapped(x), masked(x), divided(x))
    print([shifted(x, n) for n in (0, 1, 5, 30, 31, 32, 33, -1)])
    print([multiplied(x, y) for y in (3, -7, x, 1 << 31)])
    # The firmware's range objects go wrong at the end of small ints.
    if abs(x) < 1 << 29:
        print(counted(x, x + 7, 2), counted(x, x - 7, -3), counted(x, x, 1))
print(table()[:12], sum(table()))
print(of_bytes(bytearray(70)), of_bytes(bytearray()))
for n in (0, 29, 30, 31, 62, 63, 64, True):
    print(by_any(n))
for action in (lambda: by_any(-1), lambda: remainder(5, 16), lambda: counted(0, 5, 0)):
    try:
        print(action())
    except Exception as error:
        print(type(error).__name__)


class Items(bytearray):
    """What derives from a container of bytes may give what is no byte."""

    def __getitem__(self, index):
        return 1000 + index


def first(data: bytearray) -> int:
    return data[0]


print(first(bytearray(b"a")))
try:
    print(first(Items(b"a")) in (97, 1000))
except OverflowError:
    # Which bytecode does not raise: docs/language.md has it in the list of differences.
    print(True)
