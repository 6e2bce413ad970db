print("drive")
from .motor import Motor
from .. import units


class Drive:
    def __init__(self, count: int):
        self.motors = [Motor(i) for i in range(count)]

    def forward(self, steps: int) -> float:
        for motor in self.motors:
            motor.turn(steps)
        return units.degrees(self.motors[0].turned)
