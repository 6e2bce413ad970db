print("vectors is imported")
count = 0


class Vector:
    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def __add__(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)


def dot(a: Vector, b: Vector) -> float:
    return a.x * b.x + a.y * b.y


ZERO = Vector(0.0, 0.0)
