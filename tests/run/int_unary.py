# ~ - + and not, on ints of every size and on bools.


def negate(a: int) -> int:
    return -a


def plus(a: int) -> int:
    return +a


def invert(a: int) -> int:
    return ~a


def inverse(a: int) -> bool:
    return not a


def negate_any(a):
    return -a


def plus_any(a):
    return +a


def invert_any(a):
    return ~a


def inverse_any(a):
    return not a


def magnitude(a: int) -> int:
    return abs(a)


def magnitude_any(a):
    return abs(a)


for bits in (0, 1, 29, 30, 31, 32, 61, 62, 63, 64, 100):
    for off in (-1, 0, 1):
        for a in ((1 << bits) + off, -(1 << bits) + off):
            x = (negate(a), plus(a), invert(a), inverse(a), magnitude(a))
            y = (negate_any(a), plus_any(a), invert_any(a), inverse_any(a), magnitude_any(a))
            if x != y:
                print("differ", x, y)
            print(a, x)

for a in (True, False):
    print(negate(a), plus(a), invert(a), inverse(a), negate_any(a), plus_any(a), invert_any(a), magnitude(a))


def flags(a: bool, b: bool) -> tuple:
    return -a, +a, ~a, not a, a + b, a - b, a * b, a << b, -a - b


for a in (True, False):
    for b in (True, False):
        print(flags(a, b))

for bad in ("x", None, [], 1.5):
    try:
        print(invert_any(bad))
    except TypeError as e:
        print(type(e), e.args)
    try:
        print(negate_any(bad))
    except TypeError as e:
        print(type(e), e.args)
