# Every form of import, of modules that every firmware has: what each binds, in which scope, and what it gives.
import math
import sys as system
import gc, array
from math import sqrt, pi as circle
from math import floor as fl, ceil
import micropython


def hypotenuse(a: float, b: float) -> float:
    return math.sqrt(a * a + b * b)


def area(r: float) -> float:
    return circle * r * r


def local_import(x: float) -> float:
    import math as m

    return m.floor(x) + m.pi


def local_from(x):
    from math import sin, cos as cosine

    return sin(x) * sin(x) + cosine(x) * cosine(x)


def in_branch(x):
    if x:
        import math as maybe
    return maybe.sqrt(x)


def global_import():
    global struct
    import struct


def numbers(n: int):
    a = array.array("i", [0] * n)
    for i in range(n):
        a[i] = i * i
    return a


print(hypotenuse(3, 4), area(1.0) == math.pi, local_import(2.5) == 2 + math.pi, local_from(1.0) > 0.99, in_branch(4))
print(sqrt(9), circle == math.pi, fl(2.9), ceil(2.1), math.floor(-0.5))
print(type(math), math.__name__, system.implementation[0], sqrt is math.sqrt)
global_import()
print(struct.calcsize("<i"), struct.pack("<h", 258), struct.unpack("<h", b"\x01\x02"))
print(numbers(4), list(numbers(3)), sum(numbers(4)))
try:
    in_branch(0)
except NameError as e:
    print(type(e))
f = math.sqrt
print(f(16), f(25))
math2 = math
print(math2.sqrt(36), getattr(math, "sqrt")(49), hasattr(math, "nothing"))
try:
    math.nothing
except AttributeError as e:
    print(e.args)
try:
    math.nothing(1)
except AttributeError as e:
    print(e.args)
try:
    math.sqrt(-1)
except ValueError as e:
    print(e.args)
try:
    math.sqrt("x")
except TypeError as e:
    print(e.args)
try:
    math.sqrt()
except TypeError as e:
    print(e.args)
try:
    math.pi()
except TypeError as e:
    print(e.args)
if hypotenuse(1, 1) > 1:
    import math as later
print(later.e == math.e, "math" in globals(), "sqrt" in globals(), "nope" in globals())
del later
try:
    later
except NameError as e:
    print(e.args)
