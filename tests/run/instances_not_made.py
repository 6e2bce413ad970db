# Instances whose fields are all that is wanted of them; and such of which more is.


class Vector:
    x: float
    y: float

    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def plus(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)

    def scaled(self, factor: float) -> "Vector":
        return Vector(self.x * factor, self.y * factor)

    def dot(self, other: "Vector") -> float:
        return self.x * other.x + self.y * other.y

    def itself(self) -> "Vector":
        return self

    def turned(self) -> "Vector":
        return self.scaled(2.0).plus(Vector(-self.y, self.x))


class Loud(Vector):
    def plus(self, other: Vector) -> Vector:
        print("plus")
        return Vector.plus(self, other)


class Odd(Vector):
    """Its instances have no fields at fixed places."""

    def __getattr__(self, name: str):
        raise AttributeError(name)


class Checked:
    value: int

    def __init__(self, value: int):
        if value < 0:
            raise ValueError(value)
        self.value = value

    def twice(self) -> "Checked":
        return Checked(self.value * 2)


class Part:
    first: int
    second: int

    def __init__(self, first: int):
        self.first = first

    def both(self) -> int:
        return self.first + self.second

    def next(self) -> "Part":
        return Part(self.first + 1)


def energy(points: list[Vector], by: Vector) -> float:
    total = 0.0
    for point in points:
        moved = point.plus(by)
        total += moved.dot(moved) + moved.scaled(0.5).plus(by).x
        total += point.turned().turned().dot(by)
    return total


def kept(points: list[Vector], by: Vector) -> list[Vector]:
    found = []
    for point in points:
        moved = point.plus(by)
        if moved.x > 1.0:
            found.append(moved)
        same = moved.itself()
        if same is not moved:
            print("another")
    return found


def changed(points: list[Vector], by: Vector) -> float:
    total = 0.0
    for point in points:
        moved = point.plus(by)
        moved.x = moved.x + 1.0
        moved.y += moved.x
        total += moved.dot(by)
    return total


def checked(numbers: list[int]) -> int:
    total = 0
    for number in numbers:
        try:
            total += doubled(Checked(number))
        except ValueError as error:
            print("ValueError", error)
    return total


def doubled(one: Checked) -> int:
    total = 0
    for _ in range(2):
        total += one.twice().twice().value
    return total


def parts(start: Part, count: int) -> int:
    total = 0
    for _ in range(count):
        later = start.next()
        total += later.first
        if total > 5:
            total += later.next().both()
    return total


points = [Vector(1.0, 2.0), Vector(-0.5, 0.25), Vector(3.0, -1.0)]
by = Vector(0.5, 0.5)
print(energy(points, by))
print([(one.x, one.y) for one in kept(points, by)])
print(changed(points, by))
print(energy(points + [Loud(1.0, 1.0)], Loud(0.25, 0.5)))
print(energy([Odd(1.0, 1.0), Odd(2.0, 3.0)], Odd(0.25, 0.5)))
print(changed([Odd(1.0, 1.0), Loud(2.0, 2.0)], by))
print([type(one).__name__ for one in kept([Odd(1.0, 1.0), Loud(2.0, 2.0)], by)])
print(checked([1, 2, -3, 4]))
print(parts(Part(1), 2))
try:
    print(parts(Part(3), 2))
except AttributeError:
    print("AttributeError")
