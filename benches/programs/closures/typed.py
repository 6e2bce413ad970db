# group: control
"""Functions made by functions: counters, filters of signals composed, callbacks by event."""
from typing import Callable


def make_counter(step: int) -> Callable[[], int]:
    count = 0

    def advance() -> int:
        nonlocal count
        count += step
        return count

    return advance


def make_filter(weight: int) -> Callable[[int], int]:
    state = 0

    def smooth(x: int) -> int:
        nonlocal state
        state += (x - state) * weight >> 3
        return state

    return smooth


def composed(f: Callable[[int], int], g: Callable[[int], int]) -> Callable[[int], int]:
    return lambda x: f(g(x))


def run() -> int:
    counter = make_counter(3)
    chain = composed(make_filter(2), composed(make_filter(5), lambda x: x * x & 1023))
    handlers: dict[str, Callable[[int], int]] = {
        "level": chain,
        "tick": lambda x: counter() + x,
    }
    total = 0
    for i in range(400):
        total = (total + handlers["level"](i)) & 0xFFFFF
        total ^= handlers["tick"](i & 7)
    return total
