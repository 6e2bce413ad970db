# Floats compared with ints, bools and other things.


def less(a: float, b) -> bool:
    return a < b


def equal(a: float, b) -> bool:
    return a == b


def equal_any(a, b):
    return a == b


def different_any(a, b):
    return a != b


things = (0, 1, 1.0, 0.0, True, False, "1", None, (1.0,), [1.0], b"1")
for x in (0.0, 1.0, 0.5):
    for y in things:
        print(x, y, equal_any(x, y), different_any(x, y), equal_any(y, x))
    for y in (0, 1, True, 2.5):
        print(less(x, y), equal(x, y))
for x in (1, True, 1 << 40):
    for y in things:
        print(x, y, equal_any(x, y), different_any(y, x))
for bad in ("1", None, []):
    try:
        print(less(1.0, bad))
    except TypeError as e:
        print(type(e), e.args)


def between(low: float, x: float, high: float) -> bool:
    return low <= x <= high


print(between(0, 0.5, 1), between(0, 1.5, 1), between(0, 0, 0), between(0, float("nan"), 1))
print(0 < 0.5 < 1, 1 == 1.0 == True, 0 == 0.0 == False, 1 != 1.0, 2 > 1.5 > 1 > 0.5)
