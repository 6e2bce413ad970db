# A script that uses a compiled class: fields, methods, properties, patches of the class, wrong types and counts.
import shapes
from shapes import Shape, total, biggest, apply, read

a, b = Shape("a", 2.0), Shape(size=3.0, name="b")
print(a.name, a.size, a.area(), a.describe(), b.describe(), total([a, b]), biggest([a, b]).name, biggest([b, a]).name)
a.size = 5.0
a.scale(2.0)
a.double += 1.0
print(a.size, a.double, a.area(), getattr(a, "size"), hasattr(a, "nope"))
setattr(a, "size", 1.5)
a.set_anything({"k": 1})
a.anything["k"] += 1
print(a.anything, read(a), a(4), apply(a, 1), Shape.unit(), Shape.square(2.0).name)
print(sorted(a.__dict__.items(), key=lambda kv: kv[0]))
print([s.name for s in sorted([b, a])], min(b, a).name, list(map(Shape.area, [a, b])), [m() for m in (a.area, b.describe)])
method = b.scale
method(2.0)
print(b.size)


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e))


show(lambda: Shape())
show(lambda: Shape("x"))
show(lambda: Shape("x", 1.0, 2.0))
show(lambda: Shape("x", 1.0, colour=1))
show(lambda: a.scale())
show(lambda: a.scale(1.0, 2.0))
show(lambda: a.scale("x"))
show(lambda: a.nope())
show(lambda: a.name())
show(lambda: Shape.area())
show(lambda: total(5))
show(lambda: biggest([]))
show(lambda: Shape.describe(object()))
show(lambda: a())
show(lambda: a("x"))


class Duck:
    name = "duck"
    size = 4.0

    def area(self):
        return 1.0


print(read(Duck()), read(Duck), Shape.area(Duck()))
Shape.area = lambda self: 42.0
Shape.sides = 4
print(a.area(), a.sides, Shape.sides)
Shape.extra = lambda self, n: (self.name, n)
print(a.extra(5), Shape.registry is a.registry)
a.registry.append(1)
print(b.registry, shapes.Shape.registry)
bare = object.__new__(Shape)
show(lambda: bare.name)
show(lambda: bare.describe())
bare.name = "bare"
bare.size = 2.0
print(bare.name, bare.double, read(bare), type(bare) is Shape)
bare.__init__("again", 3.0)
print(read(bare), bare.double)
keys = {a: 1, b: 2}
print(keys[a], keys[b], a in keys, bare in keys, len({a, a, b}))
old = shapes.total
shapes.total = lambda s: "patched"
print(shapes.total([]), old([]))
shapes.helper = 5
print(shapes.helper, shapes.__name__, sorted(n for n in dir(shapes) if not n.startswith("__"))[:3])
many = [Shape(str(i), float(i)) for i in range(200)]
print(biggest(many).name, many[100].double, sum(1 for s in many if s.size > 50))
for s in many:
    s.extra_attribute = s.name
    s.scale(0.5)
print(many[199].extra_attribute, many[199].size)
