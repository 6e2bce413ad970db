# & | ^ of ints of both signs and every size, and of bools.


def both(a: int, b: int) -> int:
    return a & b


def either(a: int, b: int) -> int:
    return a | b


def one(a: int, b: int) -> int:
    return a ^ b


def both_any(a, b):
    return a & b


def either_any(a, b):
    return a | b


def one_any(a, b):
    return a ^ b


values = [0, 1, -1, 0x55, -0x55, (1 << 30) - 1, 1 << 30, -(1 << 30), (1 << 31) - 1, 1 << 31, 1 << 32]
values += [-(1 << 31), -(1 << 32), (1 << 62) - 1, 1 << 62, -(1 << 62) - 1, 1 << 63, -(1 << 63), (1 << 64) - 1]
for a in values:
    for b in values:
        x = (both(a, b), either(a, b), one(a, b))
        if x != (both_any(a, b), either_any(a, b), one_any(a, b)):
            print("differ", a, b, x)
        if x[0] + x[1] != a + b or x[0] + x[2] != x[1]:
            print("wrong", a, b, x)
    print(a, both(a, 0xFFFF), either(a, 0x10001), one(a, -1))

for a in (True, False):
    for b in (True, False, 2, -1):
        print(a, b, both(a, b), either(a, b), one(a, b), both_any(a, b), either_any(a, b), one_any(a, b))


def of_bools(a: bool, b: bool) -> tuple:
    return a & b, a | b, a ^ b


def augmented(a: int, b: int) -> int:
    a &= b
    a |= 0x100
    a ^= 0xFF
    return a


print(of_bools(True, True), of_bools(True, False), of_bools(False, False))
print(augmented(1234567, 0xF0F0), augmented(-1, 1 << 40), augmented(True, 1))


def crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            if crc & 0x80:
                crc = ((crc << 1) ^ 0x31) & 0xFF
            else:
                crc = (crc << 1) & 0xFF
    return crc


def fnv1a(data: bytes) -> int:
    h = 0x811C9DC5
    for byte in data:
        h = ((h ^ byte) * 0x01000193) & 0xFFFFFFFF
    return h


for data in (b"", b"a", b"123456789", b"\xff\x00\x80"):
    print(data, crc8(data), fnv1a(data))

def flipped(a: int) -> tuple:
    flips = a ^ -1 if -1 ^ a else 0
    return flips, 5 // (a ^ -1) if a ^ -1 else None, -7 % (-1 ^ a or 3), ~a if ~a else "zero"


for a in (0, 1, -1, -2, 41, 1 << 30, -(1 << 70)):
    print(a, flipped(a), flipped(~a))
for f in (both_any, either_any, one_any):
    for bad in (1.5, "x", None):
        try:
            print(f(1, bad))
        except TypeError as e:
            print(type(e), e.args)
