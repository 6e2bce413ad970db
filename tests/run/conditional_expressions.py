# `a if c else b`: one of the two, and nothing of the other.

log = []


def note(x):
    log.append(x)
    return x


def pick(c: bool):
    return note("then") if note(c) else note("else")


for c in (True, False):
    print(pick(c), log)
    log.clear()


def magnitude(x: int) -> int:
    return x if x >= 0 else -x


def mixed(c: bool):
    return 1 if c else 2.5


def number(c: bool) -> float:
    return 1.5 if c else 2.5


def optional(c: bool):
    return 7 if c else None


def nested(x: int) -> str:
    return "neg" if x < 0 else "zero" if x == 0 else "pos" if x < 100 else "big"


for x in (-(1 << 70), -5, 0, 5, 1 << 70):
    print(magnitude(x), nested(x))
for c in (True, False):
    print(mixed(c), number(c), optional(c), type(mixed(c)))


def bools(a: bool, b: int):
    return a if b else not a


print(bools(True, 1), bools(True, 0), bools(False, 2))


def as_argument(x: int) -> list:
    return [x if x else -1, (x + 1 if x > 1 else x - 1) * 2]


print(as_argument(0), as_argument(1), as_argument(5))


def safe(a: int, b: int):
    return a // b if b else None


print(safe(7, 2), safe(7, 0))
index = 3
items = [1, 2]
print(items[index] if index < len(items) else "none")
