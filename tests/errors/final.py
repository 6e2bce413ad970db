from typing import Final

LIMIT: Final = 10
LIMIT = 11


class Sensor:
    pin: Final[int]
    kind: Final = "thermometer"

    def __init__(self, pin: int) -> None:
        self.pin = pin
        self.name: Final = "t"
        self.count = 0

    def change(self) -> None:
        self.pin = 1
        self.name = "u"
        self.count += 1


def change(sensor: Sensor) -> None:
    global LIMIT
    LIMIT += 1
    step: Final = 2
    for step in range(3):
        sensor.pin = step
        sensor.kind = "barometer"
