# Filters samples. What is done for each sample is C, everything else Python.
from array import array
from math import cos, pi, sin

from biquad import Biquad, filter, loudest

ONE = 16384


def low_pass(frequency: float, rate: float, q: float = 0.7071) -> Biquad:
    w = 2 * pi * frequency / rate
    alpha = sin(w) / (2 * q)
    c = cos(w)
    unit = ONE / (1 + alpha)
    b0 = int((1 - c) / 2 * unit)
    return Biquad(b0, 2 * b0, b0, a1=int(-2 * c * unit), a2=int((1 - alpha) * unit))


class Chain:
    sections: list[Biquad]

    def __init__(self, sections: list[Biquad]):
        self.sections = sections

    def run(self, samples):
        for section in self.sections:
            filter(section, samples)
        return samples


def square(count: int, period: int, level: int):
    samples = array("h", bytes(2 * count))
    for i in range(count):
        samples[i] = level if i % period < period // 2 else -level
    return samples


def peaks(samples) -> list:
    found: list = []
    loudest(samples, found.append)
    return found
