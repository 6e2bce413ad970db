# `op=` on names, attributes, items and slices: the place is evaluated once.

log = []


class Counter:
    def __init__(self, n: int):
        self.n = n
        self.items = [1, 2, 3]


def pick(c):
    log.append("pick")
    return c


def index(i):
    log.append(i)
    return i


def bump(c):
    pick(c).n += 5
    pick(c).n -= 1
    pick(c).n *= 3
    pick(c).n //= 2
    pick(c).n **= 2
    pick(c).n %= 1000
    pick(c).n <<= 3
    pick(c).n >>= 1
    pick(c).n |= 1
    pick(c).n &= 0xFFF
    pick(c).n ^= 0x0F0
    return c.n


c = Counter(10)
print(bump(c), log)
log.clear()


def items(c):
    pick(c).items[index(0)] += 10
    pick(c).items[index(-1)] *= 2
    pick(c).items[index(0) : index(2)] += [7, 8]
    return c.items


print(items(c), log)
log.clear()


def typed(x: int, y: float) -> tuple:
    x += 2
    x -= 1
    x *= 10
    x //= 3
    x %= 100
    x <<= 40
    x |= 1
    y += 1
    y *= 2
    y -= 0.5
    y /= 4
    y //= 0.25
    return x, y


print(typed(5, 1.5), typed(-5, -1.5), typed(True, 1))


def to_float(x: int):
    total = x
    total /= 2
    total += 1
    return total


print(to_float(3), to_float(4))


def lists() -> tuple:
    a = [1]
    b = a
    a += [2]
    a += "xy"
    a *= 2
    c = (1,)
    d = c
    c += (2,)
    s = "a"
    s += "b"
    s *= 3
    return a, b, a is b, c, d, s


print(lists())


def dicts(words: list) -> dict:
    counts = {}
    for w in words:
        if w in counts:
            counts[w] += 1
        else:
            counts[w] = 1
    return counts


counts = dicts(["a", "b", "a", "c", "a"])
print(sorted(counts.items()))
total = 0
total += 5
total -= 2
print(total)


def other(c):
    c.other += 1


def missing():
    d = {}
    try:
        d["k"] += 1
    except KeyError as e:
        print(type(e), e.args)
    try:
        other(Counter(1))
    except AttributeError as e:
        print(type(e))
    try:
        unset += 1
        unset = 0
    except NameError as e:
        print(type(e))


missing()


class Own:
    def __init__(self, v):
        self.v = v

    def __add__(self, other):
        return "add"

    def __iadd__(self, other):
        self.v.append(other)
        return self

    def __sub__(self, other):
        return "sub"


def own():
    o = Own([])
    p = o
    o += 1
    o += 2
    p -= 1
    return o.v, p, o + 1


print(own())
for bad in (None, "x", [1]):
    try:
        bad -= 1
    except TypeError as e:
        print(type(e), e.args)
    try:
        bad += 1.5
    except TypeError as e:
        print(type(e), e.args)
