# Annotations that are ints of a fixed width: of parameters, results and variables, in every kind of function. All are kept.
import mpyc
from mpyc import i8, i16, i32, i64, u8, u16, u32, u64


def mixed(h: u32, word: u32) -> u32:
    h = u32((h ^ word) * 0x01000193)
    return u32(h << 5 | h >> 27)


def hashed(data: bytes) -> u32:
    h: u32 = 0x811C9DC5
    for b in data:
        h = mixed(h, b)
    return h


def crc16(crc: u16, data: bytearray) -> u16:
    for b in data:
        crc ^= b << 8
        for _ in range(8):
            crc = u16(crc << 1 ^ 0x1021) if crc & 0x8000 else u16(crc << 1)
    return crc


def limited(sample: i32) -> i16:
    if sample > 32767:
        return 32767
    if sample < -32768:
        return -32768
    return sample


def product(a: u64, b: "i64") -> i64:
    return i64(a * b)


def xorshift(state: mpyc.u32 = 2463534242, *, rounds: u8 = 3) -> mpyc.u32:
    for _ in range(rounds):
        state = u32(state ^ state << 13)
        state ^= state >> 17
        state = u32(state ^ state << 5)
    return state


def counted(n: u8):
    while n:
        n -= 1
        yield n


def counter(start: u8):
    count: u8 = start

    def step(by: u8) -> u8:
        nonlocal count
        count = u8(count + by)
        return count

    return step


class Random:
    def __init__(self, seed: u32):
        self.state: u32 = seed

    def next(self, bits: u8 = 8) -> u32:
        self.state = u32(self.state * 1664525 + 1013904223)
        return self.state >> (32 - bits)


class Shifted(Random):
    def next(self, bits: u8 = 8) -> u32:
        return super().next(bits) << 1


def unbound(flag: bool) -> i8:
    if flag:
        x: i8 = -5
    try:
        return x
    except NameError:
        return 0


def swapped(a: u8, b: i8):
    a, b = u8(b), i8(a)
    return a, b


def of_anything(value) -> u16:
    return value


def in_try(values: list) -> i32:
    total: i32 = 0
    for value in values:
        try:
            total = i32(total + value)
        except TypeError:
            total = i32(total * 3)
        finally:
            total ^= 1
    return total


print(hashed(b""), hashed(b"mpyc"), hashed(bytes(range(256))))
print(crc16(0xFFFF, bytearray(b"123456789")), crc16(0, bytearray()))
print([limited(x) for x in (0, 32767, 32768, -32768, -32769, 2147483647, -2147483648)])
print(product(18446744073709551615, -9223372036854775808), product(3, -7), product(1 << 63, 1))
print(xorshift(), xorshift(1), xorshift(4294967295, rounds=255), xorshift(7, rounds=0))
print(list(counted(5)), max(counted(255)))
step = counter(250)
print(step(3), step(3), step(255))
r = Random(42)
print(r.next(), r.next(16), r.next(32), r.state)
s = Shifted(4294967295)
print(s.next(), s.next(bits=31), s.state)
for each in r, s:
    print(each.next(3))
print(unbound(True), unbound(False), swapped(200, -3), swapped(0, 127))
print(of_anything(65535), of_anything(0), in_try([1, None, 2147483647, 5, "x"]))
print((lambda f: f(4294967295, 4294967295))(mixed), mixed(word=2, h=1))
