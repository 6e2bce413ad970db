# Properties: read-only, with setter and deleter, typed, used by methods, by `self` and from outside.


class Circle:
    def __init__(self, radius: float):
        self.radius = radius

    @property
    def area(self) -> float:
        return 3.0 * self.radius * self.radius

    @property
    def diameter(self) -> float:
        return self.radius * 2

    @diameter.setter
    def diameter(self, value: float) -> None:
        self.radius = value / 2

    @property
    def label(self):
        return "c" + str(self.radius)

    def grow(self) -> float:
        self.diameter = self.diameter + 1
        self.diameter += 1
        return self.area

    @property
    def broken(self):
        raise ValueError("broken")


class Temperature:
    def __init__(self):
        self._c = 0
        self.log = []

    def get(self):
        self.log.append("get")
        return self._c

    def set(self, value):
        self.log.append(("set", value))
        self._c = value

    def drop(self):
        self.log.append("drop")
        self._c = None

    celsius = property(get, set, drop)


def total(c: Circle) -> float:
    return c.area + c.diameter


c = Circle(1.0)
print(c.area, c.diameter, c.label, total(c), c.grow(), c.radius, c.label)
c.diameter = 10
print(c.radius, total(c))
c.diameter -= 4
print(c.radius, getattr(c, "area"), hasattr(c, "area"), hasattr(c, "nope"), type(Circle.area).__name__)
setattr(c, "diameter", 1)
print(c.radius)
for bad in ("area", "label"):
    try:
        setattr(c, bad, 1)
    except AttributeError as e:
        print(e.args)
try:
    c.broken
except ValueError as e:
    print(e.args)
try:
    c.area = 5
except AttributeError as e:
    print(e.args)
try:
    del c.area
except AttributeError as e:
    print(e.args)
t = Temperature()
t.celsius = 5
t.celsius += 1
print(t.celsius, t.log, t._c)
del t.celsius
print(t.celsius, t.log)
