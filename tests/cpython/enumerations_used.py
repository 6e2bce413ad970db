# What programs ask of enumerations: iteration in every form, annotations, members as defaults and keys.
import enum
from enum import Enum, Flag
from typing import Type, Optional, Union

class Color(Enum):
    RED = 1
    BLUE = 2

class Mode(enum.IntFlag):
    A = 1
    B = 2

def name(e: Enum) -> str:
    return e.name

def pick(v: Optional[Color] = None, m: Union[Mode, int] = Mode.A) -> Color:
    return v or Color.RED

def flags(f: Flag, kind: Type[Color] = Color) -> "list[Color]":
    return [kind(1)]

COLORS: dict[Color, str] = {Color.RED: "r", Color.BLUE: "b"}
by_value = {c.value: c for c in Color}
ALL = tuple(Color)
DEFAULT = Color.BLUE

class Lamp:
    colour: Color = Color.RED
    def __init__(self, c: Color = DEFAULT):
        self.c = c
        self.seen: set[Color] = set()
    def step(self) -> Color:
        i = ALL.index(self.c)
        self.c = ALL[(i + 1) % len(ALL)]
        self.seen.add(self.c)
        return self.c

print(name(Color.RED), pick(), pick(Color.BLUE), flags(Mode.A), COLORS[Color.BLUE], by_value[2], ALL, Lamp().step(), Lamp.colour)
l = Lamp()
l.step(); l.step()
print(sorted(c.value for c in l.seen), Mode.A in (Mode.A | Mode.B), {c: i for i, c in enumerate(Color)}[Color.BLUE])
print(*Color, sep=", ")
print("%s %r" % (Color.RED, Color.RED), str(Color.RED), Color.RED.name.lower())
a, b = Color
print(a, b, [x for x in Color if x is not Color.RED], any(x == Color.BLUE for x in Color), {*Color} == set(ALL))
def gen():
    yield from Color
    for i, c in enumerate(Color): yield i
    for c, d in zip(Color, Color): yield c is d
print(list(gen()), dict(zip("ab", Color)), list(filter(lambda c: c.value > 1, Color)), max(Color, key=lambda c: c.value))
try:
    raise ValueError(Color.RED)
except ValueError as e:
    print(e.args[0] is Color.RED)
if Color.RED: print("true")
print(Color.RED != Color.BLUE, not Color.RED, Color.RED in COLORS, hasattr(Color, "GREEN"), getattr(Color, "BLUE"))
