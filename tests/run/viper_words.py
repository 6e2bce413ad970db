# Words of viper: every operation of ints and uints, at the ends of their ranges.
import micropython


@micropython.viper
def add(a: int, b: int) -> int:
    return a + b


@micropython.viper
def sub(a: int, b: int) -> int:
    return a - b


@micropython.viper
def mul(a: int, b: int) -> int:
    return a * b


@micropython.viper
def floor(a: int, b: int) -> int:
    return a // b


@micropython.viper
def mod(a: int, b: int) -> int:
    return a % b


@micropython.viper
def bits(a: int, b: int) -> int:
    return (a & b) + (a | b) * 3 + (a ^ b) * 5 + ~a * 7 - b


@micropython.viper
def left(a: int, n: int) -> int:
    return a << n


@micropython.viper
def right(a: int, n: int) -> int:
    return a >> n


@micropython.viper
def order(a: int, b: int) -> int:
    r = 0
    if a < b:
        r |= 1
    if a <= b:
        r |= 2
    if a > b:
        r |= 4
    if a >= b:
        r |= 8
    if a == b:
        r |= 16
    if a != b:
        r |= 32
    return r


@micropython.viper
def unsigned(a: uint, b: uint) -> uint:
    return a + b * uint(3) - (a ^ b) + (a & b) - (a | b) + ~a - b


@micropython.viper
def unsigned_right(a: uint, n: int) -> uint:
    return a >> n


@micropython.viper
def unsigned_order(a: uint, b: uint) -> int:
    r = 0
    if a < b:
        r += 1
    if a <= b:
        r += 2
    if a > b:
        r += 4
    if a >= b:
        r += 8
    if a == b:
        r += 16
    if a != b:
        r += 32
    return r


@micropython.viper
def both(a: int, b: uint) -> int:
    # The result is of the first operand's type.
    return a + b


@micropython.viper
def both_unsigned(a: uint, b: int) -> uint:
    return a - b


@micropython.viper
def step(n: int, by: int) -> int:
    total = 0
    for i in range(n):
        total += i * by
    # `-n` would change the sign of `n` itself in the firmware's own code.
    for i in range(n, 0 - n, -3):
        total ^= i
    else:
        total += 1
    while n:
        n -= 1
        if n % 7 == 3:
            continue
        if total & 0x10000000:
            break
        total += total
    return total


@micropython.viper
def chosen(a: int, b: int) -> int:
    c = a if a > b else b
    d = a and b
    e = a or b
    return c * 100 + d * 10 + e


@micropython.viper
def between(a: int, b: int, c: int) -> bool:
    return a < b < c


@micropython.viper
def swapped(a: int, b: int) -> int:
    a, b = b, a + b
    return a * 1000 + b


@micropython.viper
def counts(n: int) -> int:
    if n < 2:
        return n
    return int(counts(n - 1)) + int(counts(n - 2))


edges = (0, 1, -1, 2, -2, 3, 7, -8, 100, 0x3FFFFFFF, -0x40000000, 0x40000000, 0x7FFFFFFF, -0x80000000, 0xFFFFFFFF)
for a in edges:
    row = []
    for b in edges:
        row.append(add(a, b) & 0xFFFFFFFF)
        row.append(sub(a, b) & 0xFFFFFFFF)
        row.append(mul(a, b) & 0xFFFFFFFF)
        row.append(bits(a, b) & 0xFFFFFFFF)
        row.append(order(a, b))
        row.append(unsigned_order(a, b))
        row.append(unsigned(a, b) & 0xFFFFFFFF)
        row.append(both(a, b) & 0xFFFFFFFF)
        row.append(both_unsigned(a, b) & 0xFFFFFFFF)
        row.append(chosen(a, b) & 0xFFFFFFFF)
        row.append(between(a, b, 50))
        row.append(swapped(a, b) & 0xFFFFFFFF)
        if b not in (0, -1, 0xFFFFFFFF):
            row.append(floor(a, b))
            row.append(mod(a, b))
    print(a, row)
    for n in range(32):
        print(left(a, n), right(a, n), unsigned_right(a, n), end=" ")
    print()
print(step(20, 5), step(0, 1), step(50, -3))
print(counts(12))
# Beyond a word: its low bits.
print(add(1 << 70, 5), add((1 << 64) + 7, -8), unsigned(1 << 65, 1) == unsigned(0, 1))
