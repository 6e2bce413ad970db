# Arguments are evaluated in the order in which they are written.

log = []


def note(x):
    log.append(x)
    return x


def f(a, b, c=30, *, d=40):
    return a, b, c, d


def g(a: int, b: int, c: int = 30, d: int = 40) -> int:
    return a * 1000 + b * 100 + c * 10 + d


def show(value):
    print(value, log)
    log.clear()


show(f(note(1), note(2)))
show(f(b=note(1), a=note(2)))
show(f(note(1), c=note(2), b=note(3)))
show(f(d=note(1), c=note(2), b=note(3), a=note(4)))
show(g(note(1), note(2)))
show(g(b=note(1), a=note(2)))
show(g(note(1), c=note(2), b=note(3)))
show(g(d=note(1), c=note(2), b=note(3), a=note(4)))


def raising(x):
    log.append("raise")
    raise ValueError(x)


for n in range(3):
    try:
        if n == 0:
            f(note(1), raising("a"), d=note(2))
        elif n == 1:
            g(b=note(1), a=raising("b"))
        else:
            raising("c")(note(1))
    except ValueError as e:
        show(e.args)


class Thing:
    def __init__(self, a, b=2):
        log.append(("init", a, b))
        self.a = a

    def method(self, x: int, y: int = 5) -> int:
        return x - y

    def any(self, x, *rest, k=1):
        return self.a, x, rest, k


def thing(t):
    log.append("thing")
    return t


t = Thing(b=note(7), a=note(8))
show(t.a)
show(thing(t).method(y=note(1), x=note(2)))
show(thing(t).method(note(3)))
show(thing(t).any(note(1), note(2), k=note(3)))
show(thing(t).any(k=note(1), x=note(2)))


def inside(t: Thing) -> int:
    return t.method(y=note(1), x=note(2)) + t.method(note(10))


show(inside(t))
print(1, 2, sep="-", end="!\n")
print("a", "b", end="", sep="")
print(sep="x")
print(sorted([3, 1, 2], reverse=True), max([1, 3, 2], default=0), max([], default="none"), min(3, 1, 2))
print(sorted(["bb", "a", "ccc"], key=len), max("aZ", key=str), int("11", 2), "{a}-{b}".format(b=note(1), a=note(2)))
show("end")
