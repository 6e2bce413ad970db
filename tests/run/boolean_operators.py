# `and`, `or`, `not`: operands come back as they are, and the rest is not evaluated.

log = []


def note(x):
    log.append(x)
    return x


def show(value):
    print(repr(value), log)
    log.clear()


show(note(0) and note(1))
show(note(1) and note(0))
show(note(0) or note(""))
show(note("") or note("x") or note("y"))
show(note([]) and note(1) or note(2))
show(note(1) and note([]) or note({}))
show(note(1) or note(2) and note(3))
show((note(0) or note(2)) and note(3))
show(not note(0) or note(1))
show(not (note(0) or note(1)))
show(note(None) or note(0.0) or note(False) or note(()))


def first(a: int, b: int) -> int:
    return a or b


def last(a: int, b: int) -> int:
    return a and b


def default(a, b):
    return a or b


def guard(a, b):
    return a and b


def mixed(a: int, b: str):
    return a or b


def bools(a: bool, b: bool, c: bool) -> bool:
    return a and b or c


def logic(a: bool, b: bool) -> tuple:
    return a and b, a or b, not a, not a and not b, a == b, a != b


def floats(a: float, b: float) -> float:
    return a or b


for a, b in ((0, 1), (1, 0), (0, 0), (5, 7), (1 << 70, 0), (False, 0), (True, 0), (0, True)):
    print(first(a, b), last(a, b), default(a, b), guard(a, b))
print(mixed(0, "zero"), mixed(3, "zero"), floats(0.0, 2.5), floats(1.5, 2.5), floats(-0.0, -0.0))
for a in (True, False):
    for b in (True, False):
        print(a, b, logic(a, b), bools(a, b, True), bools(a, b, False))


def side(x: int) -> bool:
    log.append(x)
    return x > 2


def conditions(x: int) -> str:
    if side(x) and side(x + 1) or side(x + 2):
        return "a"
    if not (side(x) or side(x + 1)):
        return "b"
    return "c"


for x in (0, 1, 2, 3):
    show(conditions(x))


def loop(limit: int) -> int:
    n = 0
    while n < limit and not (n > 3 and n % 2 == 0):
        n += 1
    return n


print(loop(2), loop(10), loop(0))
x = 5
print("big" if x > 3 and x < 10 else "small", (x or 1) + 1, (x and 1) + 1)
print([1 and 2, 0 or 3], {"k": None or "v"}, (1 and (),))
