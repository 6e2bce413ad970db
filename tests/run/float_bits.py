# Arithmetic of single floats to the last bit, as the firmware's own: numbers of every kind, among them subnormal ones, infinities
# and what is not a number.
from array import array
from math import sqrt

KINDS = [
    0x00000000, 0x00000001, 0x00000002, 0x007FFFFF, 0x00800000, 0x00800001, 0x00FFFFFF, 0x01000000, 0x33800000, 0x34000000,
    0x3F000000, 0x3F7FFFFF, 0x3F800000, 0x3F800001, 0x3FC00000, 0x40490FDB, 0x4B000001, 0x4B800000, 0x4E7FFFFF, 0x7E800000,
    0x7F7FFFFF, 0x7F800000, 0x7FC00000, 0x7FC01234,
]


def all_of(x: float, y: float, out: "array[float]") -> int:
    out[0] = x + y
    out[1] = x - y
    out[2] = x * y
    out[3] = x / y if y else -1.0
    out[4] = sqrt(x) if x >= 0.0 else -x
    out[5] = y + y * x
    return (x < y) + 2 * (x <= y) + 4 * (x > y) + 8 * (x >= y) + 16 * (x == y) + 32 * (x != y)


def of_int(n: int, out: "array[float]") -> None:
    out[0] = float(n)
    out[1] = float(-n)
    out[2] = n * 1.0
    out[3] = n / 3


def bits(numbers):
    """All that is told of numbers: their bits, but for what is not one."""
    return [bytes(array("f", [x])) if x == x else "nan" for x in numbers]


def digest(so_far, numbers):
    for part in bits(numbers):
        for byte in part if part != "nan" else b"nan":
            so_far = (so_far * 31 + byte) & 0xFFFFFF
    return so_far


def number(pattern):
    return array("f", pattern.to_bytes(4, "little"))[0]


def random():
    state = 12345
    while True:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        high = state >> 15
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield high << 16 | state >> 15


out = array("f", [0.0] * 6)
kinds = [number(kind | sign) for kind in KINDS for sign in (0, 0x80000000)]
for x in kinds:
    told = 0
    for y in kinds:
        told = told * 67 + all_of(x, y, out) & 0xFFFFFF
        told = digest(told, out)
    print(bits([x]), told)

patterns = random()
for step in range(20):
    told = 0
    for i in range(30):
        a = next(patterns)
        # Every other one is near the first: sums that cancel.
        b = next(patterns) if i & 1 else a ^ 0x80000000 ^ (next(patterns) & 0x01000007)
        told = told * 67 + all_of(number(a), number(b), out) & 0xFFFFFF
        told = digest(told, out)
    print(step, told)

for n in [0, 1, 3, 2**24 - 1, 2**24, 2**24 + 1, 2**24 + 2, 2**24 + 3, 2**25 + 2, 2**25 + 6, 2**29 + 32, 2**29 + 33, 2**30 - 1, 2**31 + 129]:
    of_int(n, out)
    print(n, bits(out))
