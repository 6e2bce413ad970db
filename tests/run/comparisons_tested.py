# Comparisons of which only the truth counts, of values of all kinds.
class C:
    def __init__(self, v):
        self.v = v
    def __lt__(self, o):
        return []
    def __gt__(self, o):
        return [1]
    def __eq__(self, o):
        return "x" if o is None else 0
    def __le__(self, o):
        raise ValueError("le")
    def __contains__(self, x):
        return x == 3
def t(a, b):
    r = ""
    try:
        if a < b: r += "<"
        if a > b: r += ">"
        if a == b: r += "="
        if a != b: r += "!"
        if not a >= b: r += "g"
        if a <= b: r += "l"
    except (TypeError, ValueError) as e:
        r += type(e).__name__
    try:
        if a in b: r += "i"
        if a not in b: r += "n"
    except TypeError as e:
        r += "T"
    n = 0
    while n != 3 and n < b if isinstance(b, int) else n < 2:
        n += 1
    return r, n
vals = [0, 1, -1, True, 1.0, -1.5, 1 << 40, -(1 << 40), "a", "b", [0, 1], (1,), None, C(1), float("nan"), 0x3fffffff, -0x40000000]
for a in vals:
    print([t(a, b) for b in vals])
