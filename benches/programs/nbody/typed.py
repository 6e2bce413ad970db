# group: float
"""Four bodies that attract each other, with fields in objects, for some steps."""
from math import sqrt


class Body:
    x: float
    y: float
    z: float
    vx: float
    vy: float
    vz: float
    mass: float

    def __init__(self, x: float, y: float, z: float, vx: float, vy: float, vz: float, mass: float):
        self.x = x
        self.y = y
        self.z = z
        self.vx = vx
        self.vy = vy
        self.vz = vz
        self.mass = mass


def advance(bodies: list[Body], dt: float) -> None:
    for i in range(len(bodies)):
        a = bodies[i]
        for j in range(i + 1, len(bodies)):
            b = bodies[j]
            dx = a.x - b.x
            dy = a.y - b.y
            dz = a.z - b.z
            square = dx * dx + dy * dy + dz * dz
            pull = dt / (square * sqrt(square))
            a.vx -= dx * b.mass * pull
            a.vy -= dy * b.mass * pull
            a.vz -= dz * b.mass * pull
            b.vx += dx * a.mass * pull
            b.vy += dy * a.mass * pull
            b.vz += dz * a.mass * pull
    for body in bodies:
        body.x += dt * body.vx
        body.y += dt * body.vy
        body.z += dt * body.vz


def run() -> int:
    bodies = [
        Body(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 40.0),
        Body(4.8, -1.2, -0.1, 0.6, 2.8, -0.02, 0.04),
        Body(8.3, 4.1, -0.4, -1.0, 1.8, 0.01, 0.01),
        Body(-2.9, 3.5, 0.2, -2.1, -1.6, 0.1, 0.02),
    ]
    for _ in range(40):
        advance(bodies, 0.01)
    total = 0.0
    for body in bodies:
        total += body.x * 3.0 + body.y * 2.0 + body.z
    return int(total * 1000.0)
