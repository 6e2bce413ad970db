# `const`: a name for a value that the compiler puts in its place.
from micropython import const

_PRIVATE = const(5)
MASK = const((1 << _PRIVATE) - 1)
BIG = const(1 << 70)
NEGATIVE = const(-7 // 2)
TEXT = const("text")
FLOAT = const(1.5)
TWICE = const(3)

def early():
    return LATE

LATE = const(9)

def f(x: int) -> int:
    return (x & MASK) + _PRIVATE

print(f(100), MASK, BIG, NEGATIVE, TEXT, FLOAT, early(), _PRIVATE)
print("MASK" in globals(), "_PRIVATE" in globals(), globals()["MASK"])

class Registers:
    A = const(1)
    _B = const(2)
    def both(self):
        return self.A + _B + MASK

print(Registers().both())

print(TWICE)
table = [MASK for _ in range(2)]
print(table, (lambda: MASK + 1)(), {MASK: _PRIVATE})
for i in range(_PRIVATE):
    if i == LATE - 6:
        print("found", i)
