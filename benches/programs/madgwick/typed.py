# group: float
"""Madgwick's fusion of a gyroscope and an accelerometer into a quaternion."""
from math import sqrt


class Fusion:
    w: float
    x: float
    y: float
    z: float

    def __init__(self) -> None:
        self.w = 1.0
        self.x = 0.0
        self.y = 0.0
        self.z = 0.0

    def update(self, gx: float, gy: float, gz: float, ax: float, ay: float, az: float, dt: float) -> None:
        w = self.w
        x = self.x
        y = self.y
        z = self.z
        n = sqrt(ax * ax + ay * ay + az * az)
        ax /= n
        ay /= n
        az /= n
        # What gravity would be, less what was measured, and the gradient of its square.
        fx = 2.0 * (x * z - w * y) - ax
        fy = 2.0 * (w * x + y * z) - ay
        fz = 1.0 - 2.0 * (x * x + y * y) - az
        sw = 2.0 * (x * fy - y * fx)
        sx = 2.0 * (z * fx + w * fy) - 4.0 * x * fz
        sy = 2.0 * (z * fy - w * fx) - 4.0 * y * fz
        sz = 2.0 * (x * fx + y * fy)
        n = sqrt(sw * sw + sx * sx + sy * sy + sz * sz)
        beta = 0.1 / n if n > 0.0 else 0.0
        w += (0.5 * (-x * gx - y * gy - z * gz) - beta * sw) * dt
        x += (0.5 * (w * gx + y * gz - z * gy) - beta * sx) * dt
        y += (0.5 * (w * gy - x * gz + z * gx) - beta * sy) * dt
        z += (0.5 * (w * gz + x * gy - y * gx) - beta * sz) * dt
        n = sqrt(w * w + x * x + y * y + z * z)
        self.w = w / n
        self.x = x / n
        self.y = y / n
        self.z = z / n


def run() -> tuple[int, int, int, int]:
    fusion = Fusion()
    for i in range(60):
        t = i * 0.05
        fusion.update(0.3 - t, 0.2, t * 0.1, 0.1 + t * 0.2, 0.3, 0.9, 0.05)
    return int(fusion.w * 1000.0), int(fusion.x * 1000.0), int(fusion.y * 1000.0), int(fusion.z * 1000.0)
