# Fields: annotated, inferred, optional, with defaults in the class, set late, deleted, added from outside.


class Point:
    x: int
    y: float
    name: str = "unnamed"
    tags: list[str]
    parent: "Point | None" = None

    def __init__(self, x: int, y: float, visible: bool = True):
        self.x = x
        self.y = y
        self.visible = visible
        self.tags = []

    def move(self, dx: int, dy: float) -> None:
        self.x += dx
        self.y += dy

    def rename(self, name: str) -> "Point":
        self.name = name
        return self

    def area(self) -> float:
        return self.x * self.y

    def late(self):
        return self.extra

    def set_late(self, value):
        self.extra = value

    def drop(self):
        del self.extra

    def has(self):
        return hasattr(self, "extra")


def attributes(p: Point):
    return p.x, p.y, p.name, p.visible, p.tags, p.parent


p = Point(1, 2.0)
print(attributes(p), p.x, p.y, p.name, p.visible, p.tags, p.parent)
p.move(2, 0.5)
print(p.x, p.y, p.area(), p.rename("q").name, Point.name, p.tags is p.tags)
q = Point(x=5, y=1.5, visible=False)
q.parent = p
p.tags.append("t")
print(attributes(q)[:4], q.parent.name, q.parent.tags, q.tags, q.parent is p)
for o in (p, q):
    try:
        print(o.late())
    except AttributeError as e:
        print(e.args)
    try:
        print(o.extra)
    except AttributeError as e:
        print(e.args)
p.set_late([1])
print(p.late(), p.extra, p.has(), q.has())
p.drop()
print(p.has())
try:
    p.drop()
except AttributeError as e:
    print(e.args)
try:
    p.late()
except AttributeError as e:
    print(e.args)
p.extra = 5
print(p.late(), p.has())
p.outside = "added"
print(p.outside, hasattr(q, "outside"), getattr(q, "outside", "none"), getattr(p, "x"))
setattr(q, "x", 1 << 50)
setattr(q, "other", None)
print(q.x, q.other, q.area())
del q.other
print(hasattr(q, "other"))
del p.name
print(p.name)
try:
    del p.name
except AttributeError as e:
    print(e.args)
q.x = True
print(q.x + 1, q.y, q.visible)
q.y = 7.0
print(q.y, q.area())
p.x, p.y = 3, 4.0
print(p.x, p.y, p.area())
p.x = p.y = 8
p.y = 8.0
print(p.x, p.y)
q.parent = None
print(q.parent is None)
print(sorted(list(p.__dict__.keys())))
print(p.__dict__["x"], p.__class__ is Point, p.__class__.__name__, type(p).__name__, isinstance(p, Point), isinstance(p, object))
