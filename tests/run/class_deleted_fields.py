# Fields without a value: never set, deleted inside and outside, read, augmented and exchanged; chains of attributes.


class P:
    x: float
    ok: bool
    never: float
    maybe: "P | None"

    def __init__(self, x: float, ok: bool = True):
        self.x = x
        self.ok = ok
        self.n = 0
        self.items: list[int] = []

    def drop(self):
        del self.x

    def read(self):
        return self.x

    def bump(self):
        self.never += 1.0

    def bump_late(self):
        self.late += 1

    def chain(self):
        self.maybe.maybe.n += 5
        self.maybe.items[0] = 7
        self.maybe.items[0] += 1
        return self.maybe.maybe.n

    def get_maybe(self):
        return self.maybe


def kind(f, *a):
    return f


def run(label, f, x):
    try:
        print(label, f(x))
    except Exception as e:
        print(label, type(e), e.args)


p = P(1.5)
run("never", P.bump, p)
run("late", P.bump_late, p)
run("maybe", P.get_maybe, p)
run("chain", P.chain, p)
p.maybe = p
run("chain", P.chain, p)
p.items.append(1)
run("chain", P.chain, p)
print(p.items, p.n)
run("drop", P.drop, p)
run("read", P.read, p)
run("drop", P.drop, p)
p.x = 2.5
run("read", P.read, p)
del p.ok
print(hasattr(p, "ok"), hasattr(p, "x"))
p.ok = False
print(p.ok)
q = P(1.0)
try:
    del q.x
    print(hasattr(q, "x"))
    q.x
except AttributeError as e:
    print(e.args)
try:
    del q.never
except AttributeError as e:
    print(e.args)

log = []


def note(x):
    log.append(x)
    return x


r = P(note(1.0), ok=note(True))
r.maybe = note(P(note(3.0)))
note(r).maybe.items = note([1, 2])
note(r).maybe.items[note(1)] = note(9)
note(r).n += note(4)
print(len(log), r.maybe.items, r.n)
for i in range(3):
    r.n = r.n + i
print(r.n)


def swap(a: P, b: P) -> None:
    a.x, b.x, a.ok = b.x, a.x, False


swap(r, r.maybe)
print(r.x, r.maybe.x, r.ok)


def total(ps: list[P], table: dict[str, P], pair: tuple[P, int]) -> float:
    t = 0.0
    for p in ps:
        t += p.x
    p, n = pair
    return t + table["a"].x * n + p.x


print(total([r, p], {"a": q if hasattr(q, "x") else r}, (r, 2)))
a, r.n, (r.x, r.items[0]) = 1, 2, (3.5, 4) if hasattr(r, "items") and (r.items.append(0) is None) else (0.0, 0)
print(a, r.n, r.x, r.items)
