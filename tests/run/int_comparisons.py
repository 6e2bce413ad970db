# Comparisons of ints of every size, bools among them.


def compare(a: int, b: int) -> tuple:
    return a < b, a <= b, a == b, a != b, a >= b, a > b


def compare_any(a, b):
    return a < b, a <= b, a == b, a != b, a >= b, a > b


def sign(a: int) -> int:
    if a < 0:
        return -1
    elif a > 0:
        return 1
    return 0


def clamp(x: int, low: int, high: int) -> int:
    if x < low:
        return low
    if x > high:
        return high
    return x


values = [0, 1, -1, (1 << 30) - 1, 1 << 30, -(1 << 30), -(1 << 30) - 1, 1 << 31, -(1 << 31), 1 << 32]
values += [(1 << 62) - 1, 1 << 62, -(1 << 62), -(1 << 62) - 1, 1 << 64, -(1 << 64), True, False]
for a in values:
    row = ""
    for b in values:
        c = compare(a, b)
        if c != compare_any(a, b):
            print("differ", a, b)
        row += "<" if c[0] else "=" if c[2] else ">"
    print(a, row, sign(a), clamp(a, -5, 1 << 40))

# Big ints that are equal are equal, whether or not they are the same object.
a = 1 << 70
b = (1 << 69) * 2
print(compare(a, b), a == b, compare(a, b + 1))
print(compare(True, 1), compare(False, 0), compare(True, 2), True == 1, 1 == True)
print(max(1 << 70, 5), min(-(1 << 70), 5), max(3, 3), min(True, 1), max(1, True))


def smaller(a: int, b: int) -> int:
    return min(a, b)


def larger(a: int, b: int) -> int:
    return max(a, b)


for a in (1, True, 1 << 40):
    for b in (1, True, 2, 1 << 40):
        print(smaller(a, b), larger(a, b))
