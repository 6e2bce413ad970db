# Promises of a width about numbers that are words: at both ends, of sums and differences of all bits too.
from mpyc import i8, i16, i32, i64, u8, u16, u32, u64


def small(n: int) -> int:
    total = 0
    for i in range(n):
        a: i8 = i - 128
        b: u8 = i
        c: i8 = 127 - i
        d: u8 = 255 - i
        total += a + b + c + d
    return total


def counts(n: int) -> i16:
    x: i16 = 32700
    for i in range(n):
        x += i
    return x


def falls(n: int) -> u16:
    x: u16 = 40
    for i in range(n):
        x -= i
    return x


def adds32(data: bytes, first: u32) -> u32:
    total: u32 = first
    for byte in data:
        total += byte
    return total


def takes32(data: bytes, first: u32) -> u32:
    total: u32 = first
    for byte in data:
        total -= byte
    return total


def signed32(steps: int, by: i32, first: i32) -> i32:
    total: i32 = first
    for _ in range(steps):
        total += by
    return total


def down32(steps: int, by: i32, first: i32) -> i32:
    total: i32 = first
    for _ in range(steps):
        total = total - by
    return total


def adds64(data: bytes, first: u64) -> u64:
    total: u64 = first
    for byte in data:
        total += byte
    return total


def signed64(steps: int, by: i64, first: i64) -> i64:
    total: i64 = first
    for _ in range(steps):
        total += by
    return total


def twice(flags: bytes, first: u32) -> u32:
    # A bool is an int.
    total: u32 = first
    for byte in flags:
        total += byte > 1
    return total


def told(kind, function, *args):
    """What comes out, or what is said of it where it was promised to be another: the last step breaks the promise."""
    bits = int(kind[1:])
    low, high = (-(1 << bits - 1), (1 << bits - 1) - 1) if kind[0] == "i" else (0, (1 << bits) - 1)
    name = "x" if bits == 16 else "total"
    try:
        result = function(*args)
        if not low <= result <= high:
            result = "variable '%s' must be %s, not %d" % (name, kind, result)
    except OverflowError as error:
        result = error
    print(function.__name__, result)


print(small(128))
for n in 11, 12, 13:
    told("i16", counts, n)
for n in 9, 10:
    told("u16", falls, n)
for over in 0, 1, 255:
    data = bytes([255] * 4)
    told("u32", adds32, data, 0xFFFFFFFF - 255 * 4 + over)
    told("u64", adds64, data, (1 << 64) - 1 - 255 * 4 + over)
    told("u32", takes32, bytes([3, 4, over]), 7)
for over in 0, 1:
    for bits, add in (32, signed32), (64, signed64):
        by = 1 << bits - 3
        told("i%d" % bits, add, 3, by, by - 1 + over)
        told("i%d" % bits, add, 3, -by, -by - over)
    told("i32", down32, 3, 1 << 29, -(1 << 29) - over)
    told("i32", down32, 2, -(1 << 30), over - 1)
    told("u32", twice, b"\x01\x02\x03", 0xFFFFFFFD + over)
