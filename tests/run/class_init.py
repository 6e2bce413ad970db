# Construction: defaults, keywords, wrong counts, what __init__ raises and returns, __init__ called again.

log = []


def default(x):
    log.append(x)
    return x


class Box:
    def __init__(self, w: int, h: int = 2, *, depth: float = 1.5, name=default("shared")):
        self.w = w
        self.h = h
        self.depth = depth
        self.name = name

    def volume(self) -> float:
        return self.w * self.h * self.depth


class Any:
    def __init__(self, *args, **kwargs):
        self.args = args
        self.kwargs = kwargs


class Nothing:
    pass


class Strict:
    def __init__(self, n: int):
        if n < 0:
            raise ValueError("negative", n)
        self.n = n


class Returns:
    def __init__(self, what):
        self.what = what
        return what


class Partial:
    def __init__(self, fail: bool):
        self.a = 1
        if fail:
            raise RuntimeError("half done")
        self.b = 2

    def both(self):
        return self.a, self.b


def make(w: int) -> Box:
    return Box(w, depth=w / 2, h=1)


print(log, Box(1).volume(), Box(1, 3).volume(), Box(2, h=4, depth=0.5).volume(), Box(w=1, depth=2).name, make(3).volume())
a = Any(1, "b", c=3)
print(a.args, a.kwargs, Any().args, Any().kwargs)
n = Nothing()
n.x = 1
print(n.x, type(n) is Nothing)
print(Strict(0).n)
try:
    Strict(-1)
except ValueError as e:
    print(e.args)
print(Returns(None).what)
for bad in (1, "x"):
    try:
        Returns(bad)
    except TypeError as e:
        print("TypeError")
print(Partial(False).both())
try:
    Partial(True)
except RuntimeError as e:
    print(e.args)
p = Partial(False)
try:
    p.__init__(True)
except RuntimeError:
    print("again", p.both())
p.a = 9
p.__init__(False)
print(p.both())
p.__init__(fail=False)
b = Box(1)
Box.__init__(b, 5, h=6)
print(b.w, b.h, b.volume())


def fails(what):
    try:
        if what == 0:
            return Box()
        if what == 1:
            return Box(1, 2, 3)
        if what == 2:
            return Box(1, width=3)
        if what == 3:
            return Box(1, w=3)
        if what == 4:
            return type(Nothing(1)) is Nothing
        if what == 5:
            return Strict()
        if what == 6:
            return Strict(1, 2)
        if what == 7:
            return Box(1, depth="x").volume() + 1
        if what == 8:
            return Box("a").volume()
        if what == 9:
            return Box.__init__()
        if what == 10:
            return Box(1)()
        return "fine"
    except Exception as e:
        return type(e), (e.args if what not in (7, 8, 9) else "")


for what in range(12):
    print(what, fails(what))
