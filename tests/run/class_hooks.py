# Instances that are set up by halves, exchange fields, and hooks: __new__, __getattr__, __setattr__, fields that are called.


class C:
    x: int = 5
    y: float = 1.5
    z: bool = True

    def __init__(self, early: bool = False):
        if early:
            return
        self.x = 1
        self.y = 2.5
        self.z = False

    def get(self):
        return self.x, self.y, self.z

    def add(self) -> int:
        self.x += 1
        return self.x

    def swap(self, other: "C"):
        self.x, other.x = other.x, self.x

    def loop(self):
        out = []
        for self.x in range(3):
            out.append(self.x)
        return out

    def unpack(self, t):
        self.x, self.y = t
        return self.get()

    def exc(self):
        try:
            raise ValueError("e")
        except ValueError as self_e:
            self.x = 77
        return self.x

    def rec(self, n: int):
        if n == 0:
            raise RuntimeError("deep", self.x)
        return self.rec(n - 1)

    def walrus(self):
        if (n := self.x) > 1:
            return n
        return -n

    def default(self, a=[], b={}):
        a.append(1)
        b["k"] = len(a)
        return a, b

    def ident(self) -> "C":
        return self

    def opt(self, o: "C | None" = None) -> int:
        if o:
            return o.x
        return -1


c = C()
d = C(True)
print(c.get(), d.get(), C.x)
print(c.add(), d.add(), C.x, d.x)
c.swap(d)
print(c.x, d.x)
c.swap(c)
print(c.x, c.loop(), c.x, c.unpack((1 << 40, 2.5)), c.exc())
try:
    c.rec(5)
except RuntimeError as e:
    print(e.args)
print(c.walrus(), c.default(), c.default(), d.default([]), C().default())
print(c.ident().ident().x, c.opt(), c.opt(d), c.opt(None))
C.x = 50
e = C(True)
print(e.x, e.add(), C.x)
del e.x
print(e.x)
for bad in ((1,), (1, 2, 3), 5, ("x", [])):
    try:
        c.unpack(bad)
        c.x + c.y
    except (TypeError, ValueError) as e:
        print(type(e))
c.y = 0.5
print(c.y)


class Iter:
    def __init__(self):
        self.i = 0

    def __getitem__(self, k):
        if k > 3:
            raise IndexError
        return k * 10

    def __len__(self):
        return 4

    def __enter__(self):
        return self

    def __getattr__(self, name):
        return "dyn_" + name


it = Iter()
print(list(it), it.foo, it.i, len(it), it[2], 20 in it)


class Setter:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        self.log.append((name, value))

    def __delattr__(self, name):
        self.log.append(name)


try:
    s = Setter()
    s.a = 1
    s.b = 2
    del s.a
    print(s.log)
except AttributeError as e:
    print(e.args)


class New:
    def __new__(cls, *args):
        print("new", args)
        return object.__new__(cls)

    def __init__(self, a):
        print("init", a)
        self.a = a


print(New(5).a)


class Del:
    count = 0

    def __init__(self, n):
        self.n = n


def make():
    a = Del(1)
    b = Del(a)
    a.n = b
    return a


print(make().n.n.n is not None)


class Meth:
    def __init__(self, f):
        self.f = f
        self.g: object = f

    def call(self, x):
        return self.f(x), self.g(x)

    def nest(self):
        return self.f.__class__

    def over(self, x):
        return "method", x


def f1(x):
    return x * 2


m = Meth(f1)
print(m.call(3), m.f(4))
m.f = m.call
m.f = len
print(m.f("abc"))


def over_user(m: Meth):
    return m.over(7)


print(over_user(m), over_user(Meth(f1)))
