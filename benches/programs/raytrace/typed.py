# group: classes
"""A ray tracer: three spheres over a floor, light and one reflection; every vector is an object."""
from math import sqrt


class Vector:
    x: float
    y: float
    z: float

    def __init__(self, x: float, y: float, z: float):
        self.x = x
        self.y = y
        self.z = z

    def plus(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y, self.z + other.z)

    def minus(self, other: "Vector") -> "Vector":
        return Vector(self.x - other.x, self.y - other.y, self.z - other.z)

    def scaled(self, factor: float) -> "Vector":
        return Vector(self.x * factor, self.y * factor, self.z * factor)

    def dot(self, other: "Vector") -> float:
        return self.x * other.x + self.y * other.y + self.z * other.z

    def normalised(self) -> "Vector":
        return self.scaled(1.0 / sqrt(self.dot(self)))


class Thing:
    colour: float
    mirror: float

    def __init__(self, colour: float, mirror: float):
        self.colour = colour
        self.mirror = mirror

    def distance(self, start: Vector, direction: Vector) -> float:
        """To where a ray meets it; negative if it does not."""
        return -1.0

    def normal(self, point: Vector) -> Vector:
        raise NotImplementedError


class Sphere(Thing):
    centre: Vector
    radius: float

    def __init__(self, centre: Vector, radius: float, colour: float, mirror: float):
        super().__init__(colour, mirror)
        self.centre = centre
        self.radius = radius

    def distance(self, start: Vector, direction: Vector) -> float:
        to = self.centre.minus(start)
        along = to.dot(direction)
        inside = self.radius * self.radius - to.dot(to) + along * along
        if inside < 0.0:
            return -1.0
        return along - sqrt(inside)

    def normal(self, point: Vector) -> Vector:
        return point.minus(self.centre).normalised()


class Floor(Thing):
    height: float

    def __init__(self, height: float, colour: float):
        super().__init__(colour, 0.0)
        self.height = height

    def distance(self, start: Vector, direction: Vector) -> float:
        if direction.y > -0.01:
            return -1.0
        return (self.height - start.y) / direction.y

    def normal(self, point: Vector) -> Vector:
        return Vector(0.0, 1.0, 0.0)


class Scene:
    things: list[Thing]
    light: Vector

    def __init__(self, things: list[Thing], light: Vector):
        self.things = things
        self.light = light

    def shade(self, start: Vector, direction: Vector, depth: int) -> float:
        nearest: Thing | None = None
        best = 1000.0
        for thing in self.things:
            distance = thing.distance(start, direction)
            if 0.01 < distance < best:
                best = distance
                nearest = thing
        if nearest is None:
            return 0.1
        point = start.plus(direction.scaled(best))
        normal = nearest.normal(point)
        to_light = self.light.minus(point).normalised()
        bright = max(normal.dot(to_light), 0.0) * nearest.colour + 0.05
        if depth > 0 and nearest.mirror > 0.0:
            reflected = direction.minus(normal.scaled(2.0 * normal.dot(direction)))
            bright += self.shade(point, reflected, depth - 1) * nearest.mirror
        return bright


def run() -> int:
    scene = Scene(
        [
            Sphere(Vector(0.0, 0.0, 5.0), 1.0, 0.7, 0.3),
            Sphere(Vector(1.5, 0.4, 4.0), 0.5, 0.9, 0.0),
            Sphere(Vector(-1.6, -0.3, 4.5), 0.7, 0.5, 0.5),
            Floor(-1.0, 0.4),
        ],
        Vector(4.0, 6.0, 0.0),
    )
    eye = Vector(0.0, 0.0, 0.0)
    total = 0.0
    for y in range(10):
        for x in range(14):
            direction = Vector((x - 6.5) * 0.1, (4.5 - y) * 0.1, 1.0).normalised()
            total += scene.shade(eye, direction, 1)
    return int(total * 100.0)
