from array import array as numbers
from fast import *


def sums(data: bytes) -> int:
    total = 0
    for i in range(10):
        total += sum_bytes(data)
    return total


def made() -> float:
    # Nothing but C's parameters refers to them.
    return dot(numbers("f", [1, 2, 3]), numbers("f", range(4, 7)))


def attempt(function, *args):
    try:
        print(function(*args))
    except TypeError as error:
        print(type(error).__name__)


print(count("banana", "an"), count("", "x"), count("größe", "ö"), sums(b"abc"), sum_bytes(b""))
buffer = bytearray(5)
fill(buffer, 7)
print(buffer, any_sum(buffer), any_sum(b"\x01\x02"), any_sum("ab"))
any_fill(memoryview(buffer)[1:3], 255)
print(buffer)
any_fill(buffer, 1)
print(buffer)
small = numbers("b", [1, -2, 127])
negate(small)
middle = numbers("h", [1, -2, 300])
scale(middle, -3)
scale(memoryview(middle)[1:], 2)
print(small, middle, sum_u16(numbers("H", [65535, 1])), sum_i32(numbers("i", [-5, 1 << 30])))
print(sum_i64(numbers("q", [1 << 40, -1])), sum_f64(numbers("d", [0.5, 0.25])), made())
print(copy(buffer, b"xyz"), buffer, copy(memoryview(buffer)[3:], b"QRS"), buffer)
for function, data in (
    (sum_bytes, bytearray(1)),
    (sum_bytes, "x"),
    (any_sum, 3),
    (any_sum, [1]),
    (sum_u16, middle),
    (sum_u16, b"ab"),
    (sum_i32, numbers("f", [1])),
    (sum_f64, numbers("f", [1])),
    (negate, bytearray(2)),
):
    attempt(function, data)
attempt(fill, b"abc", 1)
attempt(any_fill, b"abc", 1)
attempt(count, b"abc", "x")
attempt(copy, b"abc", b"x")
print(describe(0), describe(1), describe(2))
attempt(describe, 3)
