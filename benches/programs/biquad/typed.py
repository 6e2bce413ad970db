# group: float
"""A cascade of three biquad filters over samples, as an equaliser has."""


class Biquad:
    b0: float
    b1: float
    b2: float
    a1: float
    a2: float
    z1: float
    z2: float

    def __init__(self, b0: float, b1: float, b2: float, a1: float, a2: float):
        self.b0 = b0
        self.b1 = b1
        self.b2 = b2
        self.a1 = a1
        self.a2 = a2
        self.z1 = 0.0
        self.z2 = 0.0

    def step(self, x: float) -> float:
        y = self.b0 * x + self.z1
        self.z1 = self.b1 * x - self.a1 * y + self.z2
        self.z2 = self.b2 * x - self.a2 * y
        return y


def run() -> int:
    cascade = [
        Biquad(0.2929, 0.5858, 0.2929, 0.0, 0.1716),
        Biquad(0.9150, -1.8299, 0.9150, -1.8227, 0.8372),
        Biquad(1.0520, -1.3410, 0.5610, -1.3410, 0.6130),
    ]
    total = 0.0
    for i in range(300):
        y = float(i % 25) - 12.0
        for stage in cascade:
            y = stage.step(y)
        total += y * y
    return int(total * 100.0)
