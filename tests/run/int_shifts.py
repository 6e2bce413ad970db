# Shifts by nothing, by a word, beyond a word, by negative counts.


def left(a: int, n: int) -> int:
    return a << n


def right(a: int, n: int) -> int:
    return a >> n


def left_any(a, n):
    return a << n


def right_any(a, n):
    return a >> n


values = (0, 1, -1, 5, -5, (1 << 30) - 1, 1 << 30, -(1 << 30), -(1 << 30) - 1, (1 << 62) - 1, -(1 << 62), 1 << 63)
for a in values:
    for n in (0, 1, 2, 29, 30, 31, 32, 33, 61, 62, 63, 64, 65, 100):
        l, r = left(a, n), right(a, n)
        if (l, r) != (left_any(a, n), right_any(a, n)) or l >> n != a:
            print("wrong", a, n, l, r)
        if n in (0, 31, 32, 63, 64):
            print(a, n, l, r)

for n in (1000, (1 << 30) - 1, 1 << 30, 1 << 31):
    print(n, right(7, n), right(-7, n), right_any(12345, n), left(0, n % 2048))

for n in (-1, -31, -32, -64):
    for f in (left, right, left_any, right_any):
        for a in (0, 1, 1 << 70):
            try:
                print(f(a, n))
            except ValueError as e:
                print(type(e), e.args)

print(left(True, 3), right(True, 1), left(1, True), right(2, True), left_any(True, True))


def mixed(x: int) -> int:
    x <<= 3
    x >>= 1
    x <<= 31
    return x


print(mixed(1), mixed(-1), mixed(12345678901234567890))


def literal_shifts(x: int) -> tuple:
    return x << 0, x << 1, x << 31, x << 32, x << 63, x << 64, x >> 0, x >> 1, x >> 31, x >> 32, x >> 63, x >> 64


for x in (1, -1, 3, -3, (1 << 64) + 1, -(1 << 64) - 1):
    print(literal_shifts(x))
