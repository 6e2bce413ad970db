# Chains of comparisons: each operand once, from left to right, and no further than needed.

log = []


def note(x):
    log.append(x)
    return x


def note_int(x: int) -> int:
    log.append(x)
    return x


def show(what):
    print(what, log)
    log.clear()


show(note(1) < note(2) < note(3))
show(note(3) < note(2) < note(1))
show(note(1) < note(3) > note(2) == note(2) != note(5))
show(note(1) <= note(1) < note(1) < note(0))
show(not note(1) < note(2) < note(0))
show(note(1) == note(1.0) == note(True))
show(note(1) in [note(1), 2] in [[1, 2]])
show(note(None) is note(None) is None)
show(note("a") < note("b") <= note("b") < note("c"))


def ints(a: int, b: int, c: int) -> bool:
    return note_int(a) < note_int(b) < note_int(c)


def mixed(a: int, b: float, c):
    return note(a) < note(b) < note(c)


for a, b, c in ((1, 2, 3), (3, 2, 1), (1, 2, 2), (1 << 40, 1 << 41, 1 << 70)):
    show(ints(a, b, c))
    show(mixed(a, b * 1.0, c))


class Odd:
    def __init__(self, name):
        self.name = name

    def __lt__(self, other):
        log.append(self.name + "<")
        return self.name < other.name

    def __eq__(self, other):
        log.append(self.name + "==")
        return self.name == other.name


p = Odd("p")
q = Odd("q")
show(p < q)
show(q < p)
show(p < q < p)
show(p == p == q)
show(p != q)


def in_condition(x: int) -> str:
    if 0 <= x < 10:
        return "digit"
    elif 10 <= x < 100:
        return "two"
    while not 0 < x < 1000:
        x //= 10
        if -2 < x < 1:
            break
    return str(x)


for x in (0, 9, 10, 99, 100, 12345, -5):
    print(in_condition(x))


def raising(x):
    try:
        return 1 < x < "a"
    except TypeError as e:
        return type(e)


print(raising(0), raising(2))
