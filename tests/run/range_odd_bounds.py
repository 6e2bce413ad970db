# range with bounds that are no ints, zero steps, and range objects themselves.


def loop(n):
    out = []
    for i in range(n):
        out.append(i)
        if len(out) > 5:
            break
    return out


def loop_two(a, b):
    out = []
    for i in range(a, b):
        out.append(i)
        if len(out) > 5:
            break
    return out


def loop_step(a, b, c):
    out = []
    for i in range(a, b, c):
        out.append(i)
        if len(out) > 5:
            break
    return out


for bad in (1.5, "3", None, 3.0, []):
    try:
        print(bad, loop(bad))
    except TypeError as e:
        print(bad, type(e), e.args)
    try:
        print(bad, loop_two(bad, 3))
    except TypeError as e:
        print(bad, type(e), e.args)
    try:
        print(bad, loop_two(0, bad))
    except TypeError as e:
        print(bad, type(e), e.args)
    try:
        print(bad, loop_step(0, 3, bad))
    except TypeError as e:
        print(bad, type(e), e.args)

try:
    print(loop_step(0, 3, 0))
except ValueError as e:
    print(type(e), e.args)


def typed_step(a: int, b: int, c: int) -> list:
    out = []
    for i in range(a, b, c):
        out.append(i)
    return out


print(typed_step(0, 10, 4), typed_step(10, 0, -4), typed_step(0, 10, -1), typed_step(True, 3, True))
try:
    print(typed_step(0, 1, 0))
except ValueError as e:
    print(type(e), e.args)


class Box:
    pass


def stored(n):
    # The target is no plain name.
    box = Box()
    out = []
    for box.i in range(n):
        out.append(box.i)
    return out


print(stored(3), stored(0))
try:
    print(stored(2.5))
except TypeError as e:
    print(type(e), e.args)


def tuple_target():
    try:
        for (a, b) in range(3):
            print(a, b)
    except TypeError as e:
        print(type(e), e.args)


tuple_target()
r = range(2, 11, 3)
print(r, len(r), r[1], r[-1], 5 in r, 6 in r, list(r), r[1:], bool(range(0)), r == range(2, 12, 3))


def keep(r):
    total = 0
    for i in r:
        for j in r:
            total += i * j
    return total


print(keep(range(4)), keep(r))


def constant_step() -> list:
    out = []
    for i in range(0, 10, 2 + 1):
        out.append(i)
    for i in range(3, 0, -(1 + 0)):
        out.append(i)
    return out


print(constant_step())


def bool_bounds(n: bool) -> list:
    out = []
    for i in range(n):
        out.append(i)
    for i in range(n, 2):
        out.append(i)
    return out


print(bool_bounds(True), bool_bounds(False))
