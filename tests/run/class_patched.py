# Classes and instances that are patched, as far as compiled code sees it, and attributes that come and go.


class Point:
    scale = 2

    def __init__(self, x):
        self.x = x

    def norm(self):
        return self.x * self.scale


class Derived(Point):
    def norm(self):
        return -1


def both(p):
    return p.norm(), p.x


p = Point(3)
print(both(p), both(Derived(4)))
p.norm = lambda: "own"
print(both(p), both(Point(5)))
del p.norm
print(both(p))
Point.norm = lambda self: "patched"
print(both(p), both(Derived(6)))
p.scale = 10
Point.norm = lambda self: self.scale
print(both(p), both(Point(7)))
Point.fresh = lambda self: self.x
print(p.fresh(), Derived.fresh(p))
try:
    Point.x = property(lambda self: "asked")
except AttributeError as e:
    print(e)


class Growing:
    def __init__(self, n):
        self.n = n
        self.other = n

    def add(self, by):
        self.n += by
        return self.n


def grow(g):
    for i in range(12):
        setattr(g, "y%d" % i, i)
        g.n += 1
        g.add(1)
    return g.n, g.other


def shrink(g):
    for i in range(12):
        delattr(g, "y%d" % i)
        g.n += 1
    del g.other
    return g.n, hasattr(g, "other"), hasattr(g, "y3")


g = Growing(1)
h = Growing(100)
print(grow(g), g.y11, hasattr(g, "y12"), h.n)
print(shrink(g), shrink(h) if grow(h) else None)
g.other = 5
print(g.other, g.n, sorted(g.__dict__))
