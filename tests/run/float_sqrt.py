# The square root, whoever the name belongs to.
import math
from math import sqrt


def root(x: float) -> float:
    return sqrt(x)


def root_of_module(x: float) -> float:
    return math.sqrt(x)


def length(x: float, y: float) -> float:
    total = 0.0
    for _ in range(3):
        total += sqrt(x * x + y * y)
    return total


for value in [0.0, -0.0, 1.0, 2.0, 4.0, 1e-30, 1e30, 0.1, 3.0, float("inf"), float("nan"), 1e-40]:
    print(value, root(value), root_of_module(value), root(value) == math.sqrt(value), root(value) ** 2)

print(length(3.0, 4.0), root(9), root_of_module(True))

for function in (root, root_of_module):
    for value in (-1.0, float("-inf"), -1e-40):
        try:
            print(function(value))
        except ValueError as error:
            print("ValueError", error)
    try:
        print(function("x"))
    except TypeError:
        print("TypeError")


def other(x):
    return x + 0.5


kept = sqrt
sqrt = other
print(root(4.0), root_of_module(4.0))
sqrt = kept
print(root(4.0))


class Module:
    def sqrt(self, x):
        return x * 2


real = math
math = Module()
print(root_of_module(4.0))
math = real
print(root_of_module(4.0))
