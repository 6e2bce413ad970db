# Conversions to ints of a fixed width: what every operator gives at the edges of every width, and conversions as objects.
import mpyc
from mpyc import i8, i16, i32, i64, u8, u16, u32, u64
from mpyc import u8 as byte


def sums8(a: int, b: int):
    return u8(a + b), i8(a + b), u8(a - b), i8(a - b), u8(a * b), i8(a * b), u8(-a), i8(-a), u8(~a), i8(~a)


def sums16(a: int, b: int):
    return u16(a + b), i16(a + b), u16(a - b), i16(a - b), u16(a * b), i16(a * b), u16(-a), i16(-a), u16(~a), i16(~a)


def sums32(a: int, b: int):
    return u32(a + b), i32(a + b), u32(a - b), i32(a - b), u32(a * b), i32(a * b), u32(-a), i32(-a), u32(~a), i32(~a)


def sums64(a: int, b: int):
    return u64(a + b), i64(a + b), u64(a - b), i64(a - b), u64(a * b), i64(a * b), u64(-a), i64(-a), u64(~a), i64(~a)


def bits8(a: int, b: int):
    return u8(a & b), i8(a | b), u8(a ^ b), i8(a ^ b), i8(u8(a) & i8(b)), u8(i8(a) | u8(b))


def bits32(a: int, b: int):
    return u32(a & b), i32(a | b), u32(a ^ b), i32(a ^ b), i32(u32(a) & i32(b)), u32(i32(a) | u32(b))


def shifts32(a: int, b: int):
    return u32(u32(a) << (b & 31)), u32(a) >> (b & 31), i32(a) >> (b & 31), i32(i32(a) << (b & 31)), u32(a) >> 40, i32(a) >> 40


def shifts64(a: int, b: int):
    return u64(u64(a) << (b & 63)), u64(a) >> (b & 63), i64(a) >> (b & 63), i64(i64(a) << (b & 63)), u64(a) >> 70, i64(a) >> 70


def divisions(a: int, b: int):
    found = []
    for divide in (
        lambda: u8(a) // u8(b), lambda: u8(a) % u8(b), lambda: i8(a) // i8(b), lambda: i8(a) % i8(b),
        lambda: u32(a) // u32(b), lambda: u32(a) % u32(b), lambda: i32(a) // i32(b), lambda: i32(a) % i32(b),
        lambda: u64(a) // i8(b), lambda: i64(a) % u16(b),
    ):
        try:
            found.append(divide())
        except ZeroDivisionError:
            found.append("zero")
    return found


def divided32(a: int, b: int):
    x = u32(a)
    y = i32(b)
    return x // (u32(b) | 1), x % (u32(b) | 1), i32(y // (i32(a) | 1)), i32(y % (i32(a) | 1)), i32(i32(a) // -1)


def compared(a: int, b: int):
    x = u32(a)
    y = i32(b)
    return x < y, x <= y, x > y, x >= y, x == y, x != y, u8(a) < i8(b), u16(a) == u16(b), not x, not i8(a), u64(a) > i64(b)


EDGES = []
for n in (0, 7, 8, 15, 16, 30, 31, 32, 63, 64):
    for difference in (-1, 0, 1):
        EDGES.append((1 << n) + difference)
        EDGES.append(-(1 << n) + difference)

for a in EDGES:
    print(a, u8(a), i8(a), u16(a), i16(a), u32(a), i32(a), u64(a), i64(a), byte(a), mpyc.u32(a), mpyc.i8(a))
total = 0
for f in sums8, sums16, sums32, sums64, bits8, bits32, shifts32, shifts64, divisions, divided32, compared:
    for a in EDGES:
        for b in EDGES[::3]:
            for part in f(a, b):
                total = (total * 31 + (7 if part == "zero" else part)) % 1000003
    print(total, f(EDGES[12], EDGES[7]), f(-1, 1 << 31), f(3, 0))

# As objects.
print(list(map(i8, range(120, 136))), [f(300) for f in (u8, u16, mpyc.i8)])
print(u8(True), i16(False), u32(5) is u32(5), type(u32(7)) is int, isinstance(i8(3), int))
for wrong in (1.5, "7", None):
    for f in (lambda: u8(wrong), lambda: mpyc.i32(wrong)):
        try:
            print(f())
        except TypeError:
            print("TypeError")
try:
    print(u8(1, 2))
except TypeError:
    print("TypeError")
data = bytearray(4)
data[u8(257)] = u8(-2)
print(data, "%d %x %s" % (u8(-1), u16(-2), i8(255)), {u8(256): "zero"}[0], [10, 20, 30][u8(258)])
