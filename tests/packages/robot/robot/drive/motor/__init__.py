print("motor")
from . import pwm


class Motor:
    def __init__(self, number: int):
        self.number = number
        self.turned = 0.0

    def turn(self, steps: int) -> None:
        self.turned += pwm.duty(float(steps))
