# / of ints is a float, at every size.


def over(a: int, b: int) -> float:
    return a / b


def over_any(a, b):
    return a / b


for a in (0, 1, -1, 7, -7, 1 << 20, -(1 << 23)):
    for b in (1, -1, 2, -2, 4, 8, -16):
        print(a, b, over(a, b), over_any(a, b))

for a, b in ((1, 3), (2, 3), (10, 7), (1 << 40, 1 << 38), (1 << 70, 1 << 69), (1, 1 << 70), (-(1 << 64), 3)):
    print(over(a, b) == over_any(a, b), over(a, b) > 0.5)
print(over(1 << 70, 1 << 68), over(1 << 40, 1 << 39), over(True, 2), over_any(True, True))
for a in (0, 1, 1 << 70):
    for f in (over, over_any):
        for zero in (0, False):
            try:
                print(f(a, zero))
            except ZeroDivisionError as e:
                print(type(e), e.args)


def mean(values: list) -> float:
    total = 0
    for v in values:
        total += v
    return total / len(values)


print(mean([1, 2, 3, 4]), mean([1, 2]), mean([True, False]), mean([0.5, 1]))
try:
    print(mean([]))
except ZeroDivisionError as e:
    print(e)


def augmented(a: int):
    x = a
    x /= 2
    return x


print(augmented(5), augmented(4), augmented(-1))
