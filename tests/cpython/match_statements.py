# `match` with every pattern. The firmware's own compiler lacks it: CPython says what it means.
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x = x
        self.y = y

class Point3(Point):
    __match_args__ = ("x", "y", "z")
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z

class Color:
    RED = 1
    GREEN = 2

def what(v):
    match v:
        case 0 | 1:
            return "small"
        case -5:
            return "minus five"
        case 2.5:
            return "float"
        case "a" | "b" as letter:
            return "letter " + letter
        case b"raw":
            return "bytes"
        case None:
            return "none"
        case True | False:
            return "bool"
        case Color.GREEN:
            return "green"
        case []:
            return "empty"
        case [x]:
            return ("one", x)
        case ["go", ("north" | "south") as way, *rest]:
            return ("go", way, rest)
        case [1, *middle, 9]:
            return ("middle", middle)
        case (a, b, *_) if a == b:
            return ("pair", a)
        case [_, [p, q], *others]:
            return ("nested", p, q, others)
        case {"kind": "circle", "r": r}:
            return ("circle", r)
        case {"kind": kind, **rest}:
            return (kind, sorted(rest.items()))
        case {}:
            return "dict"
        case Point3(x, y, z=0):
            return ("flat", x, y)
        case Point(x=0, y=0):
            return "origin"
        case Point(x, y) if x == y:
            return ("diagonal", x)
        case Point(x):
            return ("point", x)
        case str(text):
            return ("str", text)
        case int(n) | float(n):
            return ("number", n)
        case (int() as i, str() as s):
            return (i, s)
        case other:
            return ("other", type(other).__name__)

for v in (0, 1, -5, 2.5, "a", "b", b"raw", None, True, 2, [], [7], (7,), ["go", "north", 1, 2], ["go", "west"],
          [1, 9], [1, 2, 3, 9], (4, 4, 5), [0, [1, 2], 3], {"kind": "circle", "r": 3}, {"kind": "x", "w": 1, "h": 2},
          {}, {"a": 1}, Point3(1, 2, 0), Point3(1, 2, 3), Point(0, 0), Point(3, 3), Point(1, 2), "text", 99, 1 << 70, 3.5,
          range(1), range(3), b"other", {1, 2}, bytearray(2), (x for x in ())):
    print(what(v))

def typed(n: int) -> str:
    match n:
        case 1:
            return "one"
        case 1_000_000_000_000:
            return "big"
        case k if k % 2 == 0:
            return "even " + str(k)
        case _:
            return "odd"

print([typed(n) for n in (1, 10 ** 12, 4, 7)])

def bound_after(v):
    match v:
        case (a, b):
            pass
        case a:
            b = None
    return a, b

print(bound_after((1, 2)), bound_after(3))

def guard_order(v):
    def say(x):
        print("guard", x)
        return x > 2
    match v:
        case x if say(x):
            return "first"
        case x if say(x + 1):
            return "second"
    return "none", x

print(guard_order(5), guard_order(2), guard_order(0))

class Missing:
    pass

match Missing():
    case Missing(x=1):
        print("no")
    case Missing():
        print("class")

try:
    match Point(1, 2):
        case Point(1, 2, 3):
            print("no")
except TypeError:
    print("TypeError")

for command in ("quit", "load f", "load a b", ""):
    match command.split():
        case ["quit"]:
            print("bye")
            continue
        case ["load", name]:
            print("load", name)
        case ["load", *names]:
            print("several", names)
        case _:
            print("?")
            break

class Table:
    match 3:
        case n if n > 2:
            size = n
        case _:
            size = 0

print(Table.size)

def swap(pair):
    match pair:
        case [a, b] | {"a": a, "b": b}:
            return b, a

print(swap([1, 2]), swap({"a": 3, "b": 4}), swap(5))

def gen(values):
    for v in values:
        match v:
            case [x, *_]:
                yield x
            case _:
                yield None

print(list(gen([[1, 2], 3, (4,)])))
