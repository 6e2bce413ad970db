# Modules as values, shadowed, rebound, kept in fields and containers; what their functions raise.

import math
import sys


def cond_import(flag):
    if flag:
        import math as mm
    else:
        mm = None
    return mm is not None and mm.sqrt(4)


def loop_import():
    out = []
    for _ in range(2):
        from math import floor
        out.append(floor(1.5))
    return out


def shadowed(math):
    return math.sqrt(2)


class Fake:
    def sqrt(self, x):
        return "fake"


def as_arg(f, x):
    return f(x)


def mod_as_value():
    m = math
    return m.sqrt(9), as_arg(math.sqrt, 16), [math][0].sqrt(25), {"m": math}["m"].sqrt(36)


def store_attr():
    sys.custom_attribute = 5
    try:
        return sys.custom_attribute
    finally:
        del sys.custom_attribute


def wrong_kw():
    return math.sqrt(x=1)


def try_import(name):
    try:
        if name == "a":
            import absent_a as a
        else:
            from absent_b import b as a
    except ImportError as e:
        return "no " + name, str(e)
    else:
        return a


def inner_names():
    import sys as math
    return math.maxsize > 0


def trig(x: float) -> float:
    return math.sin(x) * math.cos(x) + math.atan2(x, 2) + math.fabs(-x) + math.exp(0) + math.pow(x, 2)


def rounding(x: float):
    return math.floor(x), math.ceil(x), math.trunc(x), int(x), round(x), round(x, 1)


def modf(x: float):
    a, b = math.modf(x)
    m, e = math.frexp(x)
    return a, b, m, e, math.ldexp(m, e), math.isnan(x), math.isinf(x), math.isfinite(x), math.copysign(1, -x)


def args_wrong():
    return math.pow(2)


print(cond_import(1), cond_import(0), loop_import(), shadowed(Fake()), mod_as_value())
for f in (store_attr, wrong_kw, args_wrong):
    try:
        print(f())
    except (TypeError, AttributeError) as e:
        print(type(e), e.args)
print(try_import("a"), try_import("b"), inner_names(), "%.4f" % trig(0.5), rounding(2.5), rounding(-2.7), modf(3.75))
for bad in (None, "x", [], {}):
    try:
        print(math.sqrt(bad))
    except TypeError as e:
        print(e.args)
for bad in (-1, -0.5):
    for f in (math.sqrt, math.log):
        try:
            print(f(bad))
        except ValueError as e:
            print(e.args)
try:
    math.floor(float("inf"))
except (OverflowError, ValueError) as e:
    print(type(e), e.args)
print(math.floor(1e10) if math.floor(1e3) == 1000 else 0, math.sqrt(True), math.pi > 3)


class Uses:
    def __init__(self):
        import math
        self.m = math
        self.f = math.floor

    def go(self, x: float):
        return self.m.sqrt(x), self.f(x)


print(Uses().go(6.25))
print(type(math.pi), type(math.floor(1.0)), math.sqrt(2.25) + 1, -math.sqrt(4), math.sqrt(4) ** 2, math.sqrt(4) // 1, not math.sqrt(0))
math = Fake()
print(math.sqrt(1))


def after() -> object:
    return math.sqrt(4)


print(after())
