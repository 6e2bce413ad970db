# f-strings: conversions, specifications, nested ones, `=`, braces, escapes, expressions.


def show(name: str, n: int, x: float, ok: bool, anything) -> str:
    return f"{name}: {n} {x} {ok} {anything}"


def aligned(value, width: int) -> str:
    return f"[{value:>{width}}|{value:<{width}}|{value:^{width}}|{value:*^{width}}]"


def precise(x: float, places: int, width: int):
    return f"{x:{width}.{places}f}", f"{x:.{places}e}"


def hexes(n: int) -> str:
    return f"{n:x} {n:X} {n:#x} {n:08b} {n:o} {n:,} {n:+d} {n:c}"


class Point:
    def __init__(self, x: int, y: int):
        self.x = x
        self.y = y

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    def __str__(self):
        return f"<{self.x};{self.y}>"


print(show("a", 1, 1.5, True, [1, "x"]))
print(aligned("ab", 6), aligned(12, 6), aligned("abcdef", 3))
print(precise(3.14159, 2, 8), precise(2.5, 0, 1))
print(hexes(65))
p = Point(1, 2)
print(f"{p} {p!s} {p!r} {p.x}{p.y}", f"{p!r:>20}|")
print(f"{'quoted'!r} {'x' + 'y'} {[1, 2][0]} {dict(k=5)['k']} {len('abc')}")
n = 5
print(f"{n=} {n + 1=} {p=}", f"{n=:04}")
print(f"{{}} {{{n}}} {{n}}", f"\t{n}\n\\{n}\x41", f"", f"plain", f"{n}" f"{n + 1}" "x")
print(f"{n if n > 3 else 'small'} {n > 3} {not n} {n and 'yes'} {-n} {n ** 2} {n // 2} {n % 3}")
print(f"{'a' 'b'} {None} {True} {1 << 70} {b'x'} {(1, 2)} {n!r}")
print(f"""{n}
second {n
+ 1} line""")
print(len(f"{n:10}"), f"{'a':10}|", f"{1.0} {1e20} {-0.0}", f"{n:d}{n:5d}{n:<5d}|")


def fails(value, spec):
    try:
        return f"{value:{spec}}"
    except Exception as e:
        return type(e), e.args


print(fails("x", "d"), fails(1, "q"), fails(1, "s"), fails(2.5, ".1f"), fails(None, ">6"))




log = []


def note(x):
    log.append(x)
    return x


print(f"{note(1)} {note(2):{note(3)}} {note('z')!r}", log)


class Bad:
    def __init__(self):
        self.n = 0

    def __str__(self):
        raise ValueError("no text")


try:
    print(f"{Bad()}")
except ValueError as e:
    print("raised", e)
