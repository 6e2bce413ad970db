# What the outside sees of a compiled class: dir, __dict__, __class__, __name__, hasattr, printing.


class Thing:
    shared = 1

    def __init__(self):
        self.a = 1
        self.b = 2.5
        self.c = "x"

    def method(self):
        return self.a

    @property
    def p(self):
        return self.b


class Late:
    def __init__(self):
        self.n = 0

    def set(self, v: float):
        self.f = v

    def get(self) -> float:
        return self.f


def names(o):
    out = []
    for n in ("a", "b", "c", "d", "method", "p", "shared", "__class__", "__init__", "__dict__", "__module__", "__qualname__", "nope"):
        if hasattr(o, n):
            out.append(n)
    return out


t = Thing()
print(names(t), names(Thing), sorted(t.__dict__.items()))
t.d = 4
t.a = 10
print(names(t), sorted(t.__dict__.items()), t.__class__ is Thing, type(t) is Thing, t.__class__.__name__)
del t.d
del t.a
print(names(t), sorted(t.__dict__.items()))
try:
    t.method()
except AttributeError as e:
    print(e.args)
t.a = 3
print(t.method(), Thing.__module__, Thing.__name__, Thing.method(t), Thing.__class__ is type)
for n in ("a", "b", "c", "method", "p", "shared", "nope"):
    print(n, n in dir(t), n in dir(Thing))
text = str(t)
print(text.startswith("<Thing object at "), str(Thing), repr(Thing))
l = Late()
try:
    l.get()
except AttributeError as e:
    print(e.args)
l.set(2.5)
print(l.get(), l.f, sorted(l.__dict__.items()))
for name in ("a", "b", "c"):
    setattr(t, name, getattr(t, name) * 2)
print(t.a, t.b, t.c)
for name in ("zz", "method", "shared", "p"):
    try:
        delattr(t, name)
        print("deleted", name)
    except (AttributeError, NameError) as e:
        print(type(e), e.args)
m = t.method
t.a = 77
print(m())
t.method = "shadowed"
print(t.method, Thing.method(t))
