# import in all its forms, at the top and inside functions.

import sys
import array as arr
from collections import deque, OrderedDict as Ordered

import math as m
from math import sqrt as root, pi


def area(r: float) -> float:
    return pi * r * r


def hyp(a: float, b: float) -> float:
    return m.sqrt(a * a + b * b)


def inside(x):
    import math
    from math import floor

    return math.ceil(x), floor(x)


def missing(name):
    try:
        if name == "module":
            import no_such_module
        elif name == "member":
            from math import no_such_member
        elif name == "attribute":
            return m.no_such_attribute
        return "found"
    except ImportError as e:
        return type(e), e.args
    except AttributeError as e:
        return type(e), e.args


print(area(2) > 12.56, hyp(3, 4), root(16), inside(2.5), m.floor(-2.5), math_name() if False else "ok")
for name in ("module", "member", "attribute"):
    print(missing(name))
d = deque((), 3)
d.append(1)
d.append(2)
print(len(d), d.popleft(), arr.array("i", [1, 2])[1], list(Ordered([(1, 2), (3, 4)]).items()))
print(sys.implementation.name, sys.byteorder, len(sys.version) > 0)
try:
    math
except NameError as e:
    print(e.args)
values = arr.array("h", [1, -2, 3])


def total(a) -> int:
    n = 0
    for v in a:
        n += v
    return n


print(total(values), values)
values[1] = 300
try:
    values[0] = 1 << 40
except OverflowError as e:
    print(type(e))
print(total(values))
