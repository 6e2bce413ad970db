# What is imported by name from a module of the firmware: functions, numbers, under other names, in every scope.
import sys
from math import floor, isnan, pi
from math import sqrt as root


def length(x: float, y: float) -> float:
    return root(x * x + y * y)


def circle(r: float) -> float:
    return 2 * pi * r


def untyped(x):
    half = root(x) / 2
    return half, floor(half), isnan(half), not isnan(half)


def shadowed(root, pi: int = 3):
    return root(pi), pi + 1


def local():
    from math import exp, pi as p

    return round(exp(0) + p, 3)


def given(values: list) -> int:
    total = 0
    for value in values:
        total += floor(value)
    return total


class Scope:
    pi = "of the class"
    text = pi + "!"
    root = len
    found = root("four")
    number = floor(2.5)


print(length(3.0, 4.0), round(circle(1), 3), untyped(16), untyped(2.25), shadowed(lambda x: -x))
print(local(), given([1.5, -1.5, 2]), Scope.text, Scope.found, Scope.number, [root(n) for n in (1, 4, 9)])
print([f(4.5) for f in (floor, root)][0], sorted([3, 1, 2], key=root), list(map(floor, (0.5, 1.5))))

for call in (lambda: root("x"), lambda: root(-1), lambda: floor(None), lambda: length("a", 1.0)):
    try:
        print(call())
    except (TypeError, ValueError) as e:
        print(type(e).__name__)


def rebound(x: float) -> float:
    global lowest
    lowest = x
    return lowest * 2


try:
    from math import no_such_function
except ImportError:
    no_such_function = None
print(no_such_function, rebound(1.5))
