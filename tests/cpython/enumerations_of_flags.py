# Flags, written out by the compiler.
from enum import CONFORM, EJECT, KEEP, STRICT, Flag, IntFlag, auto


class Style(Flag):
    BOLD = auto()
    ITALIC = auto()
    UNDERLINE = auto()
    FANCY = BOLD | ITALIC
    PLAIN = 0

    def short(self) -> str:
        return "".join([s.name[0] for s in self])


both = Style.BOLD | Style.UNDERLINE
print(Style.BOLD, repr(Style.ITALIC), Style.UNDERLINE.value, both, repr(both), both.name, both.value, Style.FANCY, repr(Style(3)))
print(Style.BOLD | Style.ITALIC is Style.FANCY, (Style.BOLD | Style.UNDERLINE) is both, Style(5) is both, Style(0), repr(Style.PLAIN))
print(both & Style.BOLD, both ^ Style.BOLD, repr(~both), repr(~Style.PLAIN), both & ~Style.BOLD, bool(both & Style.ITALIC), bool(both))
print(Style.BOLD in both, Style.ITALIC in both, Style.PLAIN in both, Style.FANCY in (both | Style.ITALIC), list(both), len(both), len(Style.PLAIN))
print(list(Style), len(Style), list(Style.__members__), Style["FANCY"], [s for s in Style.FANCY], both.short(), list(reversed(Style)))
print(Style.BOLD == Style.BOLD, Style.BOLD == 1, both != Style.BOLD, {both: "x"}[Style.UNDERLINE | Style.BOLD], hash(both) == hash(Style(5)))
print(isinstance(both, Style), type(both) is Style, Style.BOLD in Style, not Style.PLAIN)
style = Style.PLAIN
style |= Style.ITALIC
style ^= Style.FANCY
print(style, Style(-1), repr(Style(-2)))
for bad in (
    lambda: Style(8),
    lambda: Style(-9),
    lambda: Style(100),
    lambda: Style("x"),
    lambda: Style.BOLD | 1,
    lambda: 1 & Style.BOLD,
    lambda: 1 in both,
    lambda: Style.BOLD < Style.ITALIC,
):
    try:
        print("no", bad())
    except ValueError as e:
        print(type(e).__name__, e)
    except TypeError as e:
        print(type(e).__name__)


class Perm(IntFlag):
    X = 1
    W = 2
    R = 4
    RW = R | W


def mode(bits: int) -> int:
    return bits << 6


rx = Perm.R | Perm.X
print(rx, repr(rx), rx.name, repr(Perm.RW), repr(Perm(8)), repr(Perm(12)), repr(Perm(15)), repr(Perm(0)), repr(~Perm.R), repr(Perm(-1)))
print(rx + 1, rx == 5, 5 == rx, repr(rx | 8), repr(8 | rx), repr(rx & 6), repr(6 & rx), repr(rx ^ 1), repr(1 ^ rx), rx < 6, rx >= Perm.W)
print(Perm.R in rx, Perm.W in rx, list(rx), list(Perm), len(Perm), mode(rx), mode(Perm.RW), "%o" % rx, [0] * Perm.W, isinstance(rx, int))
print(repr(Perm.R | True), Perm(True), Style(True), Perm.X == True)
print(bool(Perm(0)), Perm(0) in rx, (rx | 0) is rx, Perm(5) is rx, rx & ~Perm.X is Perm.R, int(rx), {5: "rx"}[rx], hash(rx) == hash(5))


class Conforming(Flag, boundary=CONFORM):
    A = 1
    B = 4


class Ejecting(IntFlag, boundary=EJECT):
    A = 1
    B = 4


class Keeping(Flag, boundary=KEEP):
    A = 1
    B = 4


class Strict(Flag, boundary=STRICT):
    B = 4
    A = 1


print(repr(Conforming(7)), repr(Conforming(2)), repr(Conforming(12)), repr(~Conforming.A), Conforming.A.value)
print(repr(Ejecting(5)), Ejecting(7), type(Ejecting(7)) is int, repr(Ejecting.A | 4), Ejecting.A | 2)
print(repr(Keeping(7)), repr(Keeping(2)), repr(~Keeping.A), list(Keeping(7)), len(Keeping(7)))
print(repr(Strict(5)), list(Strict), list(Strict(5)), list(~Strict.A))
try:
    Strict(3)
except ValueError as e:
    print(e)


class Sparse(Flag):
    LOW = 3
    HIGH = 1 << 40
    NEXT = auto()


print(list(Sparse), Sparse.NEXT.value == 1 << 41, repr(Sparse.LOW | Sparse.HIGH), Sparse.LOW.name)
