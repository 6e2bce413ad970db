# Functions that give several ints that machine words hold, and bools among them.

def parts(colour: int) -> tuple[int, int, int]:
    return (colour >> 11) & 31, (colour >> 5) & 63, colour & 31


def mixed(a: int, b: int) -> int:
    r, g, b5 = parts(a)
    u, v, w = parts(b)
    return ((r + u) >> 1) << 11 | ((g + v) >> 1) << 5 | (b5 + w) >> 1


def halves(n: int) -> tuple[int, int]:
    return n & 0xFFFFFFFF, (n >> 32) & 0xFFFFFFFF


def joined(n: int) -> int:
    low, high = halves(n)
    return low ^ (high << 32)


def signs(n: int) -> tuple[int, int]:
    if n < 0:
        return n > -5, -1
    return 1, n == 3


def of_signs(n: int) -> list:
    a, b = signs(n)
    return [a, b, a + b, a & 1, -b]


def table(data: bytearray) -> int:
    total = 0
    for i in range(256):
        r, g, b = parts(i * 257)
        total = (total + data[r] * data[g] + data[b]) & 0xFFFFFF
    return total


print(mixed(0x1234, 0xFEDC), mixed(-1, 1 << 70), parts(0xFFFF), parts(-1))
print(joined(1 << 63), joined(-1), joined(0x123456789ABCDEF0), halves(-(1 << 31)), halves(1 << 40))
print(of_signs(-2), of_signs(-9), of_signs(3), of_signs(4), signs(True))
print(table(bytearray(range(64))))
