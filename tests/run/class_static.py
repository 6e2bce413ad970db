# Static methods, class methods, class attributes, decorators of methods.


def loud(f):
    return Loud(f)


class Loud:
    def __init__(self, f):
        self.f = f

    def __call__(self, *args):
        return "loud"


class Shape:
    count = 0
    names = []
    kind: str = "shape"
    sides = 2 + 2
    both = sides * 2

    def __init__(self, name):
        Shape.count += 1
        self.names.append(name)
        self.name = name

    @staticmethod
    def unit(n: int = 1) -> int:
        return n * 10

    @classmethod
    def make(cls, name="made"):
        return cls(name)

    @classmethod
    def how_many(cls):
        return cls.count

    @loud
    def decorated(self):
        return "quiet"

    def kinds(self):
        return self.kind, Shape.kind, self.count, self.sides

    def set_kind(self, kind):
        self.kind = kind


print(Shape.unit(), Shape.unit(3), Shape.count, Shape.both, Shape.sides)
s = Shape("a")
t = Shape.make()
u = s.make("u")
print(Shape.how_many(), s.how_many(), Shape.count, s.count, Shape.names, s.names is Shape.names, s.unit(4), u.name, t.name)
s.set_kind("square")
print(s.kinds(), t.kinds(), Shape.kind)
Shape.kind = "changed"
print(s.kinds(), t.kinds())
Shape.later = "later"
print(s.later, t.later)
s.count = 50
print(s.count, t.count, Shape.count, s.kinds())
print(s.decorated() if hasattr(s, "decorated") else None)
f = Shape.unit
g = Shape.make
print(f(2), g("g").name, Shape.count)
del Shape.later
print(hasattr(s, "later"))
