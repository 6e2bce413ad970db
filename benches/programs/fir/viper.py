from array import array
import micropython
from micropython import const

TAPS = const(16)


@micropython.viper
def fir(taps: ptr32, ring: ptr32, at: int) -> int:
    total = 0
    for i in range(TAPS):
        total += taps[i] * ring[at]
        at = at - 1 if at else TAPS - 1
    return total >> 10


@micropython.viper
def filtered(taps: ptr32, ring: ptr32, count: int) -> int:
    at = 0
    total = 0
    x = 7
    for _ in range(count):
        x = (x * 75 + 74) % 65537
        ring[at] = (x & 4095) - 2048
        total = (total * 3 + int(fir(taps, ring, at))) & 0xFFFFF
        at = (at + 1) % TAPS
    return total


def run():
    taps = array("i", [(i + 1) * (TAPS - i) * 2 for i in range(TAPS)])
    ring = array("i", [0] * TAPS)
    return filtered(taps, ring, 250)
