# Defaults are evaluated once, when the function is made, and shared.

log = []


def note(x):
    log.append(x)
    return x


def collect(x, into=[]):
    into.append(x)
    return into


print(collect(1), collect(2), collect(3, []), collect(4))


def made(a=note(1), b=note(2), *, c=note(3)):
    return a, b, c


print(log)
log.clear()
print(made(), made(5), made(b=6), made(c=7, a=8), log)
base = 10


def later(x: int = base, y: int = base * 2) -> int:
    return x + y


base = 99
print(later(), later(1), later(y=5), later(1, 2))


def typed(a: int = 1, b: float = 2, c: str = "c", d: bool = True, e: list = [1], f: tuple = (1, 2)) -> tuple:
    return a, b + 0.5, c, d, e, f


print(typed(), typed(7), typed(c="z", e=[]), typed(1 << 70, 1.5, "x", False, [2], ()))


def literals(a=-1, b=1.5, c=None, d="text", e=b"raw", f=1 << 40, g=(), h=...):
    return a, b, c, d, e, f, g, h


print(literals(), literals(c=3))


def nothing(a=None, b: int = 0):
    if a is None:
        a = []
    a.append(b)
    return a


print(nothing(), nothing(), nothing([9], 1))
for n in range(3):

    def redefined(x=n):
        return x

    print(redefined(), redefined(7))
keep = []
for n in range(3):

    def counted(x=[n]):
        x.append(n)
        return x

    counted()
    keep.append(counted)
print(keep[0](), keep[1](), keep[2]())


class Thing:
    def __init__(self, x: int = 5, items=[]):
        self.x = x
        self.items = items

    def add(self, n=note("method")):
        self.items.append(n)
        return self.items


print(Thing().x, Thing(3).x, Thing(x=4).x)
Thing().add()
print(Thing().add(1), Thing(items=[]).add(), log)


def tuple_default(p=(1, [2])):
    p[1].append(3)
    return p


print(tuple_default(), tuple_default())
