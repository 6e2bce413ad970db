# What random programs call: a part of one program in four, a module of its own for the others, which stays bytecode.
import struct

KEPT = []


def keep(g):
    KEPT.append(g)
    return g


def opaque(x):
    return x


def as_int(x) -> int:
    return x if isinstance(x, (bool, int)) else 7


# What else is said of an exception: a function of it that gives a string, if one is here.
MORE = []


def name(e):
    n = type(e).__name__
    n = "NameError" if n == "UnboundLocalError" else n
    return n + MORE[0](e) if MORE else n


def real(x):
    if x != x:
        return "nan"
    bits = struct.pack("<d", x)
    if -1e6 < x < 1e6 and int(x * 64) == x * 64 and x != 0:
        return str(int(x * 64)) + "/64"
    return "/".join([str(b) for b in bits])


def fmt(x):
    if x is None or isinstance(x, (bool, int)):
        return str(x)
    if isinstance(x, float):
        return real(x)
    if isinstance(x, str):
        return "'" + x + "'"
    if isinstance(x, list):
        return "[" + ",".join([fmt(y) for y in x]) + "]"
    if isinstance(x, tuple):
        return "(" + ",".join([fmt(y) for y in x]) + ")"
    if isinstance(x, dict):
        return "{" + ",".join(sorted([fmt(k) + ":" + fmt(v) for k, v in x.items()])) + "}"
    if isinstance(x, set):
        return "{" + ",".join(sorted([fmt(y) for y in x])) + "}"
    if isinstance(x, (bytes, bytearray)):
        return type(x).__name__ + fmt(list(x))
    if isinstance(x, BaseException):
        return name(x)
    if hasattr(x, "state"):
        return type(x).__name__ + fmt(x.state())
    return "other"


def show(*xs):
    print(" ".join([fmt(x) for x in xs]))


class E0(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class E1(E0):
    pass


class Manager:
    def __init__(self, tag, swallow):
        self.tag = tag
        self.swallow = swallow

    def __enter__(self):
        show("enter", self.tag)
        return self.tag

    def __exit__(self, kind, value, trace):
        show("exit", self.tag, value)
        return self.swallow


class Pause:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)

    __iter__ = __await__


class AsyncManager:
    def __init__(self, tag, swallow):
        self.tag = tag
        self.swallow = swallow

    async def __aenter__(self):
        show("enter", await Pause(self.tag))
        return self.tag

    async def __aexit__(self, kind, value, trace):
        if kind is not GeneratorExit:  # whoever ends it does not wait
            await Pause(self.tag)
        show("exit", self.tag, value)
        return self.swallow


class Ticks:
    def __init__(self, count):
        self.count = count

    def __aiter__(self):
        return self

    async def __anext__(self):
        self.count -= 1
        if self.count < 0:
            raise StopAsyncIteration
        await Pause(self.count)
        return self.count


def attend(c, values):
    keep(c)
    value = None
    try:
        for following in values:
            if isinstance(value, BaseException):
                show("waits", c.throw(value))
            else:
                show("waits", c.send(value))
            value = following
        c.close()
        show("closed")
    except StopIteration as e:
        show("done", e.value)
    except BaseException as e:
        show("from", name(e))


class Count:
    def __init__(self, count):
        self.count = count

    def __iter__(self):
        return self

    def __next__(self):
        self.count -= 1
        if self.count < 0:
            raise StopIteration
        return self.count


def drive(g, steps):
    keep(g)
    done = False
    for step, value in steps:
        if done and step == "throw":
            continue
        try:
            if step == "next":
                show("got", next(g))
            elif step == "send":
                show("got", g.send(value))
            elif step == "throw":
                show("got", g.throw(value))
            else:
                g.close()
                show("closed")
                done = True
        except StopIteration as e:
            show("stop", e.value)
            done = True
        except BaseException as e:
            show("from", name(e))
            done = True
