"""Bytes that are put together of ints, which are known to be bytes or not."""

from mpyc import u8, u16


def register(at: u8, value: u16) -> bytes:
    return bytes([at, value >> 8, value & 255])


def low(n: int) -> bytes:
    return bytes([n & 0xFF, n >> 8 & 0xFF, n >> 16 & 0xFF, 255, 0])


def plain(n: int) -> bytes:
    return bytes([n, 1])


def bools(a: bool, n: int) -> bytes:
    return bytes([a, n > 3, True, n & 1])


def rounds(n: int) -> int:
    total = 0
    for i in range(n):
        for byte in bytes([i & 255, 255 - (i & 127), 7]):
            total = (total * 31 + byte) & 0xFFFF
    return total


def given(n: int) -> int:
    return n & 63


def called(n: int) -> bytes:
    return bytes([given(n), given(n) + 192])


print(register(0x20, 0xABCD), register(255, 7), low(0x123456), low(-1), low(1 << 40), called(-1), called(5))
print(plain(0), plain(255), bools(True, 5), bools(False, 2), rounds(300))
print(bytes([]), type(low(3)), low(0) == b"\x00\x00\x00\xff\x00", len({low(1), low(1), low(2)}))
for n in (256, -1, 1 << 70):
    try:
        print(plain(n))
    except (ValueError, OverflowError) as e:
        print(type(e))
