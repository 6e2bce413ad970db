# Methods: calling each other, recursion, keywords, defaults, unbound, bound as values, with a foreign self.


class Counter:
    def __init__(self, start: int = 0):
        self.n = start

    def add(self, by: int = 1) -> int:
        self.n += by
        return self.n

    def twice(self, by: int):
        self.add(by)
        return self.add(by=by)

    def fact(self, k: int) -> int:
        return 1 if k < 2 else k * self.fact(k - 1)

    def chain(self) -> "Counter":
        self.n += 100
        return self

    def other(self, that: "Counter") -> int:
        return self.n + that.n

    def apply(self, f, x):
        return f(x)

    def me(self):
        return self

    def callback(self):
        return self.add

    def text(self, sep: str = ", ", *rest, last=None) -> str:
        return sep.join([str(self.n), str(rest), str(last)])


class Foreign:
    def __init__(self):
        self.n = 1000

    def add(self, by):
        self.n -= by
        return self.n


def use(c: Counter) -> int:
    return c.add(5) + c.twice(1)


c = Counter()
print(c.add(), c.add(5), c.add(by=2), c.twice(3), c.fact(20), c.fact(30), use(c), c.n)
print(c.chain().chain().add(), c.other(Counter(3)), c.me() is c, c.text(), c.text("-"), c.text("-", 1, 2, last=3))
f = c.add
print(f(), f(10), c.n, c.apply(c.add, 4), c.apply(f, 1), c.callback()(2), c.apply(len, "abc"))
print(Counter.add(c), Counter.add(c, 7), Counter.add(c, by=1), Counter.twice(c, 2), Counter.fact(c, 5))
g = Counter.add
print(g(c, 5), list(map(c.add, [1, 2])), sorted([3, 1, 2], key=Counter(0).fact))
foreign = Foreign()
print(Counter.add(foreign, 5), foreign.n, Counter.chain(foreign) is foreign, foreign.n)
print(Counter.twice(foreign, 1), foreign.n)


class Empty:
    pass


e = Empty()
try:
    Counter.add(e)
except AttributeError as x:
    print(x.args)
e.n = 1
print(Counter.add(e), e.n)


def fails(what):
    c = Counter(1)
    try:
        if what == 0:
            return c.add(1, 2)
        if what == 1:
            return c.add(to=1)
        if what == 2:
            return c.twice()
        if what == 3:
            return c.add("x")
        if what == 4:
            return Counter.add()
        if what == 5:
            return Counter.add(5)
        if what == 6:
            return Counter.add(None, 1)
        if what == 7:
            return c.nothing()
        if what == 8:
            return c.n()
        if what == 9:
            return c.other(5) if c.n > 1 else c + 5
        if what == 10:
            return None + c
        if what == 11:
            return Counter.nothing
        if what == 12:
            return c.fact("x")
        return "fine"
    except Exception as e:
        return type(e)


for what in range(14):
    print(what, fails(what))
