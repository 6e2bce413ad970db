class Shape:
    count = 0
    name: str
    scale: float
    shown: bool
    size: int
    next: "Shape | None"

    def __init__(self, name: str, scale: float = 1.0):
        self.name = name
        self.scale = scale
        self.shown = True
        self.size = 1
        self.next = None

    def area(self) -> float:
        return 0.0

    def scaled(self) -> float:
        return self.area() * self.scale

    def grow(self, by: int = 1) -> int:
        self.size += by
        return self.size

    def label(self, before: str = "<", *, after: str = ">") -> str:
        return before + self.name + after

    def give(self) -> int:
        return 1

    @property
    def kind(self) -> str:
        return "shape"

    def title(self) -> str:
        return self.kind + " " + self.name

    def hide(self) -> None:
        self.shown = False


class Square(Shape):
    side: float

    def __init__(self, side: float):
        super().__init__("square", 2.0)
        self.side = side

    def area(self) -> float:
        return self.side * self.side

    def grow(self, by: int = 2) -> int:
        return super().grow(by) + 100

    @property
    def kind(self) -> str:
        return "polygon"


class Cube(Square):
    depth: int = 7

    def area(self) -> float:
        return super().area() * 6.0

    def label(self, before: str = "[", *, after: str = "]") -> str:
        return super().label(before=before, after=after) + str(self.depth)

    def give(self) -> bool:
        return True


class Heavy(Cube):
    def __init__(self, side: float, weight: float):
        self.weight = weight
        super().__init__(side)
        self.extra = side + weight

    def total(self) -> float:
        return self.weight + self.extra + self.scale


class Other(Shape):
    """Its name is asked of a property, so that its attributes are where bytecode has them."""

    def __init__(self):
        self.scale = 3.0
        self.size = 1
        self.shown = False

    @property
    def name(self):
        return "other"

    @name.setter
    def name(self, value):
        print("name set to", value)


class Named(Shape):
    title = "no method"

    def __init__(self, name: str):
        super().__init__(name)


class Quiet(Shape):
    """Has something else in the place of a method."""

    def __init__(self, said: str):
        super().__init__("quiet")
        self.title = lambda: said


class Later(Shape):
    """Sets less than its base."""

    def __init__(self, full: bool):
        if full:
            super().__init__("later")
        self.size = 5


class Peeking(Shape):
    """Its base shows it before all is set."""
    seen: float

    def __init__(self) -> None:
        super().__init__("peeking")
        self.peek()
        self.seen = 1.5

    def peek(self) -> None:
        try:
            print("seen", self.seen)
        except AttributeError as error:
            print("unseen", error)


def describe(shape: Shape) -> str:
    return f"{shape.title()} {shape.area()} {shape.scaled()} {shape.size} {shape.shown} {shape.give()}"


def grow(shape: Shape) -> tuple:
    return shape.grow(), shape.grow(3), shape.grow(by=4), shape.label(), shape.label("("), shape.label(after="!")


def chain(shapes: list[Shape]) -> Shape | None:
    head: Shape | None = None
    for shape in shapes:
        shape.next = head
        head = shape
    return head


def names(shape: Shape | None) -> list:
    found = []
    while shape is not None:
        found.append(shape.name)
        shape = shape.next
    return found


def sides(shape: Shape) -> float:
    if isinstance(shape, Square):
        return shape.side * 4.0
    return shape.scale


def squares(shape: Shape | None) -> float:
    total = 0.0
    while shape is not None:
        if isinstance(shape, Cube):
            total += shape.side * 12.0
        elif isinstance(shape, Square):
            total += shape.side * 4.0
        shape = shape.next
    return total


def set_all(shape: Shape, name: str, scale: float, size: int) -> None:
    shape.name = name
    shape.scale = scale
    shape.size = size


def bump(square: Square) -> float:
    square.side += 1
    square.size -= 1
    return square.side


def depth(n: int, shape: Shape) -> int:
    return 0 if n == 0 else 1 + shape.grow(depth(n - 1, shape)) * 0


class Deep(Shape):
    def __init__(self) -> None:
        super().__init__("deep")

    def grow(self, by: int = 1) -> int:
        return self.down(by)

    def down(self, n: int) -> int:
        return Shape.grow(self, 0) if n == 0 else self.grow(n - 1) + 1


class Endless(Deep):
    def down(self, n: int) -> int:
        return self.grow(n) + 1


def made() -> list[Shape]:
    return [Shape("plain"), Square(2.0), Cube(3.0), Heavy(1.0, 4.0), Named("named"), Quiet("hush"), Later(True), Deep()]
