# group: int
"""A fixed-point FIR filter of 16 taps over a ring of samples."""
from micropython import const

TAPS = const(16)


def fir(taps: list[int], ring: list[int], at: int) -> int:
    total = 0
    for tap in taps:
        total += tap * ring[at]
        at = at - 1 if at else TAPS - 1
    return total >> 10


def run() -> int:
    taps = [(i + 1) * (TAPS - i) * 2 for i in range(TAPS)]
    ring = [0] * TAPS
    at = 0
    total = 0
    x = 7
    for _ in range(250):
        x = (x * 75 + 74) % 65537
        ring[at] = (x & 4095) - 2048
        total = (total * 3 + fir(taps, ring, at)) & 0xFFFFF
        at = (at + 1) % TAPS
    return total
