# group: control
"""A chain of generators: numbers, those that pass a test, pairs of them, and their sums."""
from typing import Iterator


def numbers(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1


def passing(source: Iterator[int], k: int) -> Iterator[int]:
    for x in source:
        if x % k != 0:
            yield x


def pairs(source: Iterator[int]) -> Iterator[tuple[int, int]]:
    first = -1
    for x in source:
        if first < 0:
            first = x
        else:
            yield first, x
            first = -1


def run() -> int:
    total = 0
    for a, b in pairs(passing(passing(numbers(1500), 3), 5)):
        total += b * 2 - a
    return total + sum(x * x for x in numbers(300))
