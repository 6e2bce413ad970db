# Ints, floats and bools together: what wins.


def add(a: int, b: float) -> float:
    return a + b


def sub(a: float, b: int) -> float:
    return a - b


def mul(a: int, b: float) -> float:
    return a * b


def floor(a: float, b: int) -> float:
    return a // b


def rest(a: int, b: float) -> float:
    return a % b


def add_any(a, b):
    return a + b


def sub_any(a, b):
    return a - b


def mul_any(a, b):
    return a * b


def floor_any(a, b):
    return a // b


def rest_any(a, b):
    return a % b


for i in (0, 1, -1, 7, -7, True, 1 << 20):
    for f in (0.5, -0.5, 2.0, -4.0, 0.25):
        print(i, f, add(i, f), sub(f, i), mul(i, f), rest(i, f))
        print(add_any(i, f), sub_any(f, i), mul_any(i, f), rest_any(i, f))
        if i:
            print(floor(f, i), floor_any(f, i))

print(1 + True, 1.5 + True, True + True, 2 * True, True / 2, True // 2, 5 % True)
print(type(add_any(1, 2)), type(add_any(1, 2.0)), type(add_any(True, True)), type(add_any(True, 1.0)))


def grow(n: int):
    total = 0
    for i in range(n):
        if i == 3:
            total += 0.5
        else:
            total += i
    return total


print(grow(3), grow(4), grow(6))


def half(x: float) -> float:
    return x / 2


print(half(3), half(True), half(1 << 20), type(half(0)))


def compare(a: int, b: float) -> tuple:
    return a < b, a <= b, a == b, a != b, a > b, a >= b


for a, b in ((1, 1.0), (1, 1.5), (2, 1.5), (0, -0.0), (-1, -1.5), (True, 1.0), (1 << 20, 1048576.0)):
    print(a, b, compare(a, b), a == b, a < b)


def power(a: float, b: int):
    return a**b


print(power(2.0, 3), power(2.0, -1), power(0.5, 2), power(-2.0, 3), 4**0.5, 2.0**0.5 > 1.414)
