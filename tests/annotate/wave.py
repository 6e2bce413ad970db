"""Tones: a small program without many types, of which `mpyc annotate` makes a page."""

import math

SCALE = 3


def mix(samples, volume):
    total = 0
    for s in samples:
        total += s * volume
    return total


class Ring:
    def __init__(self, size):
        self.size = size
        self.at = 0

    def step(self, by=1):
        self.at = (self.at + by) % self.size
        return self.at


def tone(n: int) -> float:
    t = 0.0
    for i in range(n):
        t += math.sin(i * 0.1) * SCALE
    return t


print(mix([1, 2, 3], 2), tone(3))
