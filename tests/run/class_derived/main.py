# Classes that derive from classes with typed fields, in one compiled module; from bytecode: derived, patched, asked.
import shapes
from shapes import Shape, Square, Cube, Heavy, Other, Named, Later, Peeking, Deep, Endless
from shapes import describe, grow, chain, names, sides, squares, set_all, bump, made


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, error.args


all = made()
for shape in all:
    print(type(shape).__name__, attempt(describe, shape))
    print(attempt(grow, shape))
    print(sides(shape), isinstance(shape, Shape), isinstance(shape, Square), type(shape) is Cube)
    set_all(shape, "new", 2.0, 10)
    print(shape.name, shape.scale, shape.size, sorted(shape.__dict__.keys()))
    print(attempt(setattr, shape, "size", 3), attempt(setattr, shape, "scale", 1.5), shape.size, shape.scale)
head = chain(all)
print(names(head), squares(head), names(None))

cube = Cube(2.0)
print(bump(cube), cube.side, cube.size, cube.depth, Cube.depth)
cube.depth = 9
print(cube.label(), cube.depth, Cube.depth)
del cube.depth
print(cube.label(), cube.depth, attempt(delattr, cube, "depth"))
heavy = Heavy(2.0, 0.5)
print(heavy.total(), heavy.weight, heavy.extra, heavy.side, heavy.name)
print(issubclass(Heavy, Cube), issubclass(Cube, Heavy), Heavy.__bases__ == (Cube,), Heavy.__name__)

other = Other()
print(describe(other), other.name)
other.name = "x"
set_all(other, "y", 1.0, 2)
print(other.size, other.scale, sides(other))

print(attempt(describe, Later(False)))
later = Later(False)
print(attempt(getattr, later, "name"), attempt(getattr, later, "scale"), later.size, attempt(sides, later))
print(attempt(later.grow), attempt(later.hide), later.shown)
print(Peeking().seen)


class Round(Square):
    def area(self):
        return 3.0

    def grow(self, by=5):
        return by * 1000

    def label(self, before="{", after="}", more="."):
        return before + after + more

    @property
    def kind(self):
        return "round"


class Bare(Cube):
    pass


class Both(Round, Heavy):
    def __init__(self):
        Round.__init__(self, 1.0)


class Unmade(Square):
    def __init__(self):
        pass


for shape in (Round(3.0), Bare(1.0), Both(), Unmade()):
    print(type(shape).__name__, attempt(describe, shape))
    print(attempt(grow, shape))
    print(attempt(sides, shape), attempt(bump, shape), attempt(names, shape), attempt(squares, shape))
    set_all(shape, "outside", 4.0, 1)
    print(shape.name, shape.scale, sorted(shape.__dict__.keys()))
    shape.next = cube
    print(names(shape))

plain = object.__new__(Square)
print(type(plain) is Square, attempt(sides, plain), attempt(plain.area))
plain.side = 6.0
plain.size = 4
print(sides(plain), plain.area(), bump(plain))


def shout(self):
    return "patched"


# What bytecode calls is what the class has now.
Square.title = shout
print(cube.title(), Square(1.0).title(), Round(1.0).title(), Shape("s").title())
print(Deep().grow(3), Deep().size, Endless.__name__)
try:
    Endless().grow(1)
except RuntimeError as error:
    print("too deep")
print(Shape.area(cube), Square.area(cube), cube.area(), super(Cube, cube).area())
print(attempt(Square)[0], attempt(Square, 1.0, 2.0)[0], attempt(Heavy, 1.0)[0], attempt(Shape)[0])
print([type(shape).__name__ for shape in sorted(made(), key=lambda shape: shape.area())])
