# What runs once on import: every form that becomes bytecode, between loops and what stays machine code.
import sys
from sys import platform as where, byteorder

print(where is not None, byteorder in ("little", "big"), sys is not None)


def twice(x, y=1, *rest, z=0, **more):
    return x, y, rest, z, sorted(more)


def fails(kind):
    raise kind("from a function")


print(twice(1), twice(1, 2, 3, z=4, b=5, a=6), twice(y=2, x=1))
args = [1, 2]
named = {"z": 7}
print(twice(*args, **named), twice(0, *args, z=1, **{"q": 2}))
print("{} {}".format(*args), "-".join(["a", "b"]), "abc".find("b"))

# Values on the stack below constants, below names of keyword arguments, below a method.
print(1 + len(args), 2 - args[0], "x" in named, end="!\n", sep=", ")
print([1, args, (2, named), {3: {4}}, {"k": args[0], "l": args[1]}])
a, b = b0, (c, *d) = 1, [2, 3, 4, 5]
print(a, b, b0, c, d)
first, *middle, last = range(6)
print(first, middle, last)
t = list(range(10))
t[1:3] = [0]
del t[0], t[-1]
t[0] += 5
print(t[1:], t[:2], t[::2], t[-1], t[1:6:2])

# Chains, conditions, values that two ways give.
print(1 < len(t) < 100, 5 if t else 6, t and 7, [] or 8, not t, not t or None)
x = 1 if len(t) == 3 else (2 if a else 3)
y = (x > 1 and "big") or "small"
print(x, y, x if y == "big" else y)
if x == 1:
    print("one")
elif x == 2:
    print("two")
    if y:
        print("nested")
else:
    print("none of them")

# Exceptions: in handlers, through finally, of several classes, again and again.
try:
    fails(ValueError)
except (TypeError, ValueError) as e:
    print("caught", e)
    try:
        fails(KeyError)
    except KeyError as inner:
        print("inside", inner, e)
    finally:
        print("finally inside")
    print("still", e)
else:
    print("not here")
try:
    e
except NameError:
    print("e is gone")
try:
    try:
        print(undefined_name)
    finally:
        print("finally")
except NameError as n:
    print("NameError", n)
try:
    try:
        1 // 0
    except TypeError:
        print("not here")
except ZeroDivisionError:
    print("went through")
else:
    print("not here")
try:
    try:
        raise IndexError
    except IndexError:
        raise OSError(5)
except OSError as o:
    print(o.args)
try:
    print("no exception")
except Exception:
    print("not here")
else:
    print("else")
finally:
    print("end")
try:
    try:
        fails(AttributeError)
    except AttributeError:
        raise
except AttributeError as again:
    print("raised again", again)


# Classes: plain, with fields, derived, with code of their own.
class Plain:
    kind = "plain"
    size = len(kind) + x

    def __repr__(self):
        return "<" + self.kind + ">"


class Fields(Plain):
    def __init__(self, n, label="none"):
        self.n = n
        self.label = label

    def more(self, by=1):
        self.n += by
        return self


class Error(ValueError):
    pass


o = Fields(3, label="l")
print(Plain(), Plain.size, o.more().more(by=4).n, o.label, o.kind, isinstance(o, Plain))
o.extra = 1.5
del o.extra
print(hasattr(o, "extra"), type(o).__name__, Error.__name__)
try:
    raise Error("own")
except ValueError as v:
    print(repr(v))

# Loops are machine code, and what is between them is not.
total = 0
for i in range(5):
    total += i
    try:
        print(total, end=" ")
    except ValueError:
        print("not here")
print()
try:
    for i in (1, 0):
        print(6 // i)
except ZeroDivisionError as z:
    print("from the loop", total)
    total = 100
print(total, 0.1, 2.5e10, -0.0, 1e-7, 123456789.0, 10 ** 20, -17, 48, -1000, 1 << 29, b"bytes")
while total > 98:
    total -= 1
    print(total)
else:
    print("done")
with_lambda = lambda q, r=total: (q, r)
print(with_lambda(1), (lambda: 3)())
print([i * 2 for i in t], {k: v for k, v in zip("ab", t)}, sum(i for i in t))
assert total == 98, "total"
try:
    assert total == 0, "a message"
except AssertionError as wrong:
    print("AssertionError", wrong)
global_name = globals()["total"]
print(global_name, "total" in globals())
