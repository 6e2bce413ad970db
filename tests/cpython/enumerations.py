# Enumerations, written out by the compiler: boards have no such module, and their classes no metaclasses.
import enum
from enum import Enum, IntEnum, StrEnum, auto, unique


class Color(Enum):
    """Colours."""

    RED = 1
    GREEN = 2
    BLUE = auto()
    CRIMSON = 1

    def nice(self) -> str:
        return self.name.lower() + "!"

    @property
    def is_warm(self) -> bool:
        return self is Color.RED

    @classmethod
    def default(cls):
        return cls.GREEN

    @staticmethod
    def count() -> int:
        return 3


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, str(Color.BLUE), f"{Color.GREEN} {Color.GREEN!r}")
print(Color.CRIMSON is Color.RED, Color.CRIMSON.name, Color(1) is Color.RED, Color(3), Color["BLUE"], Color["CRIMSON"])
print(Color.RED.nice(), Color.RED.is_warm, Color.BLUE.is_warm, Color.default(), Color.count())
print(len(Color), list(Color), [c.value for c in Color], sorted(c.name for c in Color), list(reversed(Color)))
print(Color.RED in Color, Color.GREEN not in Color, [n for n in Color.__members__], Color.__members__["CRIMSON"])
print(Color.RED == Color.RED, Color.RED == Color.GREEN, Color.RED == 1, Color.RED != Color.GREEN, Color.RED is not Color.BLUE)
print(isinstance(Color.RED, Color), type(Color.RED) is Color, Color.RED.__class__ is Color, Color.__name__, Color(Color.BLUE))

for c in Color:
    print(c, hash(c) == hash(c), end=" ")
print()
for value in (7, "RED", None, (1,)):
    try:
        Color(value)
    except ValueError as e:
        print("ValueError", e)
try:
    Color["PINK"]
except KeyError as e:
    print("KeyError", e.args)
for store in ("name", "value"):
    try:
        setattr(Color.RED, store, 5)
    except AttributeError:
        print("AttributeError")
try:
    Color.RED < Color.GREEN
except TypeError:
    print("TypeError")

names = {Color.RED: "stop", Color.GREEN: "go"}
print(names[Color(1)], names.get(Color.BLUE, "?"), Color.GREEN in names, {Color.RED, Color.CRIMSON} == {Color.RED})
first, *others = Color
print(first, others, [*Color], dict(zip(Color, range(3)))[Color.BLUE], list(enumerate(Color, 1))[2], tuple(map(str, Color)))
print(max(Color, key=lambda c: c.value), any(c.is_warm for c in Color), set(Color) == {Color.RED, Color.GREEN, Color.BLUE})


def say(c: Color) -> str:
    match c:
        case Color.RED:
            return "red"
        case Color.GREEN | Color.BLUE:
            return "other " + c.name


def next_of(c: Color) -> Color:
    members = list(Color)
    return members[(members.index(c) + 1) % len(Color)]


print([say(c) for c in Color], next_of(Color.RED), next_of(Color.BLUE))
try:
    say(3)
    print("never checked")
except TypeError:
    print("never checked")


class Planet(Enum):
    MERCURY = (3.303e23, 2.4397e6)
    EARTH = (5.976e24, 6.37814e6)

    def __init__(self, mass: float, radius: float):
        self.mass = mass
        self.radius = radius

    @property
    def density(self) -> int:
        return int(self.mass / self.radius**3)


print(Planet.EARTH.mass > Planet.MERCURY.mass, Planet.EARTH.density, Planet((3.303e23, 2.4397e6)).name, Planet.EARTH.value[1])


class Priority(IntEnum):
    LOW = 1
    NORMAL = auto()
    HIGH = 10
    URGENT = auto()


def scale(n: int) -> int:
    return n * 2


p = Priority.HIGH
print(p, repr(p), p + 1, 1 + p, p - 3, 20 - p, p * 2, 3 * p, p / 4, 25 / p, p // 3, 33 // p, p % 4, 23 % p, p**2, 2**p)
print(p << 1, 1 << p, p >> 1, 4096 >> p, p & 6, 6 & p, p | 1, 1 | p, p ^ 3, 3 ^ p, -p, +p, ~p, abs(p), bool(p), int(p))
print(p == 10, 10 == p, p != 10, p > 5, p >= 10, p < 5.5, p <= Priority.LOW, Priority.LOW < p, p == Priority(10), p is Priority(10))
print(scale(p), scale(Priority.LOW), [0, 1, 2][Priority.LOW], "ab" * Priority.NORMAL, list(range(Priority.NORMAL)), bytes([p]))
print(sorted([Priority.URGENT, Priority.LOW, Priority.HIGH]), max(Priority), min(Priority.HIGH, Priority.LOW), sum(Priority))
print({10: "ten"}[p], {p: "ten"}[10], hash(p) == hash(10), p in (1, 10), "%d %s %r" % (p, p, p), isinstance(p, int), Priority.URGENT)
print(p + Priority.LOW, Priority.HIGH - Priority.LOW, p.to_bytes(1, "big"), hex(p), chr(Priority.HIGH + 60), [*Priority])


def typed(n: int, m: int, f: float) -> list:
    return [n < 3, 3 < n, n >= m, int(max(n, m)), sum(range(n)), f * 2.0, n == m]


def by_order(v):
    return v < Priority.HIGH, Priority.LOW <= v, 1 <= Priority.LOW <= Priority.HIGH, v > Priority.URGENT


print(typed(p, Priority.LOW, Priority.NORMAL), typed(3, p, 1.5), by_order(5), by_order(2.5), by_order(p), by_order(Priority.URGENT))


class Shape(str, Enum):
    CIRCLE = "circle"
    SQUARE = "square"


class Mode(StrEnum):
    READ = "r"
    WRITE = auto()


print(repr(Shape.CIRCLE), Shape.CIRCLE == "circle", Shape.SQUARE.upper(), Shape("square") is Shape.SQUARE, str(Shape.CIRCLE), len(Shape.CIRCLE))
print(Mode.READ, repr(Mode.WRITE), Mode.WRITE, Mode.READ + "b", "x" + Mode.READ, f"<{Mode.READ}>", Mode("r") is Mode.READ, "r" == Mode.READ)
print({Mode.READ: 1}["r"], Mode.WRITE.startswith("wr"), sorted([Mode.WRITE, Mode.READ]), [m.value for m in Mode], isinstance(Mode.READ, str))


class Level(int, Enum):
    ONE = 1
    TWO = 2


print(repr(Level.ONE), str(Level.TWO), Level.ONE + Level.TWO, Level.ONE < Level.TWO, Level(2).name)


@unique
class Unique(enum.Enum):
    A = enum.auto()
    B = "b"
    C = None


print(list(Unique), Unique(None), Unique("b"))
try:

    @unique
    class Doubled(Enum):
        A = 1
        B = 2
        C = 1
        D = 2

except ValueError as e:
    print(e)


class Ordered(Enum):
    def __lt__(self, other):
        if self.__class__ is other.__class__:
            return self.value < other.value
        return NotImplemented

    def _generate_next_value_(name, start, count, last_values):
        return name + str(start + count) + str(len(last_values))


class Grade(Ordered):
    A = auto()
    B = auto()
    Z = "a"


print(sorted(Grade), Grade.A < Grade.B, [g.value for g in Grade])


class Lenient(Enum):
    UNKNOWN = 0
    KNOWN = 1

    @classmethod
    def _missing_(cls, value):
        if value == "bad":
            return 5
        if isinstance(value, str):
            return None
        return cls.UNKNOWN


print(Lenient(1), Lenient(55), Lenient(None))
for value in ("none", "bad"):
    try:
        Lenient(value)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)


class Describes:
    def describe(self):
        return self.name + "=" + str(self.value)


class Described(Describes, Enum):
    X = auto()
    Y = X + 10
    Z = auto()
    _private = 3
    __hidden = 4
    helper = lambda self: self.name * 2


print([d.describe() for d in Described], Described.X.helper(), Described.Y.value)


def inner():
    class Local(Enum):
        A = 1
        B = 2

    return [x.name for x in Local], Local.A, Local(2), Local["A"] is Local.A, len(Local)


print(inner())


class Machine:
    class State(Enum):
        IDLE = 0
        RUN = 1

    def __init__(self):
        self.state = Machine.State.IDLE

    def start(self):
        self.state = self.State(1)
        return self.state


print(Machine().state, Machine().start().name, Machine.State.RUN is Machine().start())


def shadow(Color):
    return [c for c in Color]


print(shadow("ab"))
