import machine
from time import sleep_ms


def blink(pin, times: int) -> None:
    for _ in range(times):
        pin.value(not pim.value())
        sleep_m(100)
        machine.idle()
    try:
        unicode("a")
    except NameError:
        pass
    raise FileNotFoundError(whole := times)


class Led:
    low = 0
    high = low + hihg

    def on(self):
        return __name__, low, self.low, [x for x in range(3)], (lambda y: y + z)
