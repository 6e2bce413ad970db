# `with`: managers are entered and left whichever way the body is left, and may swallow an exception.
class Manager:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow
    def __enter__(self):
        print("enter", self.name)
        return self
    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind, repr(value), trace)
        return self.swallow

with Manager("module") as m:
    print(m.name)

def ways(how):
    for i in range(3):
        with Manager(i, how == "swallow") as one, Manager("inner"):
            print("body", one.name)
            if how == "break":
                break
            if how == "continue":
                continue
            if how == "return":
                return i
            if how in ("raise", "swallow"):
                raise ValueError(how)
            print("end")
    return "after"

for how in ("plain", "break", "continue", "return", "swallow"):
    print(how, ways(how))
try:
    ways("raise")
except ValueError as e:
    print("out", e)

class Broken:
    def __enter__(self):
        raise OSError("enter")
    def __exit__(self, *args):
        print("never")

def no_enter():
    try:
        with Manager("outer"), Broken():
            print("never")
    except OSError as e:
        print("caught", e)

no_enter()

class BadExit:
    def __enter__(self):
        return 1
    def __exit__(self, *args):
        raise KeyError("exit")

def bad_exit():
    try:
        with BadExit() as v:
            print(v)
            raise ValueError("body")
    except KeyError as e:
        print("caught", e)

bad_exit()

def unpacked():
    class Pair:
        def __enter__(self):
            return 1, (2, 3)
        def __exit__(self, *a):
            return False
    with Pair() as (a, (b, c)):
        a += b + c
    return a

print(unpacked())

def changed(n):
    total = n
    with Manager("quiet", True):
        total += 1
        raise RuntimeError
    total += 10
    return total

print(changed(1))

def in_finally():
    try:
        with Manager("a"):
            return "value"
    finally:
        print("finally")

print(in_finally())

for wrong in (1, object()):
    try:
        with wrong:
            pass
    except AttributeError as e:
        print("AttributeError")
