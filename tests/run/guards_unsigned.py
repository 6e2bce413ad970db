# Loops over ints of 32 bits, which a board has as objects: checksums and hashes, with tables that have what they should and what not.


def make_table(poly: int) -> list[int]:
    table: list[int] = []
    for i in range(256):
        crc = i
        for _ in range(8):
            crc = (crc >> 1) ^ poly if crc & 1 else crc >> 1
        table.append(crc)
    return table


def crc32(table: list[int], data: bytes, crc: int) -> int:
    crc = crc ^ 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def fnv(data: bytes, start: int) -> int:
    h = start
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


def rotated(x: int, n: int) -> int:
    return ((x >> n) | (x << (32 - n))) & 0xFFFFFFFF


def mixed(words: list[int], rounds: int) -> list[int]:
    a, b, c, d = words
    for i in range(rounds):
        t = (rotated(a, 5) + (b ^ c) + 0x9E3779B9 + i) & 0xFFFFFFFF
        a = b
        b = c
        c = (d + (a >> 3)) & 0xFFFFFFFF
        d = t
    return [a, b, c, d]


def xorshift(seed: int, count: int) -> int:
    x = seed
    total = 0
    for _ in range(count):
        x ^= (x << 13) & 0xFFFFFFFF
        x ^= x >> 17
        x ^= (x << 5) & 0xFFFFFFFF
        total = total + (x >> 4)
    return total


def largest(items: list[int]) -> int:
    best = 0
    for i in range(len(items)):
        if items[i] >> 1 > best:
            best = items[i] >> 1
        if items[i] == 0xFFFFFFFF:
            best = best + 1
    return best


data = b"The quick brown fox jumps over the lazy dog" * 3
table = make_table(0xEDB88320)
print(table[:4], table[255], crc32(table, data, 0), crc32(table, data, 0xFFFFFFFF), crc32(table, data, -1))
print(crc32(table, data, 1 << 40), crc32(table, data, True), crc32(table, data, 1 << 31), crc32(table, data, 1 << 32))
for odd in (1 << 32, 1 << 33, -1, -(1 << 31), -(1 << 40), 1 << 64, 1 << 63, (1 << 64) + 1, True, 1 << 31, (1 << 31) - 1, 1 << 30, (1 << 30) - 1, -(1 << 30), 65535, 65536):
    table[116] = odd
    print(odd, crc32(table, data, 0), largest([odd, 3, odd, 0xFFFFFFFF]), mixed([odd, 1, 2, 3], 9), mixed([7, odd, odd, 3], 30), fnv(data, odd))
    print(xorshift(odd, 20), xorshift(odd & 0xFFFFFFFF, 3))
try:
    mixed([1, 2, 3], 4)
except ValueError:
    print("ValueError")
try:
    mixed([1, 2, 3, "4"], 4)
except TypeError:
    print("TypeError")
try:
    largest([1, 2, None])
except TypeError:
    print("TypeError")


# A place in a list that is such a word is none of it, counted from either end.
def picked(items: list[int], at: int, data: bytes) -> int:
    total = 0x89ABCDEF
    for byte in data:
        item = items[at]
        total = (item >> 3) ^ (item >> 7) ^ (total >> 8) ^ (at >> 1) ^ byte
        items[at] = total
    return total


for at in (0, 2, -1, -3, -4, 3, 2**31, 2**32 - 1, 2**32 - 2, 2**32, -(2**31)):
    items = [1, 2**31 + 5, 3]
    try:
        print(at, picked(items, at, b"some data"), items)
    except Exception as e:
        # A board says of a place that has more bits than a small int that it is none.
        print(at, type(e).__name__ if -4 <= at <= 3 else "no place", items)
