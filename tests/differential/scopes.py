"""What the writer of random programs knows of what it has written: names and their types, functions, classes."""

import random

EDGES = [0, 1, 2, 3, 5, 7, 8, 10, 31, 255, 256, 1000, 32767, 65535]
for bits in (29, 30, 31, 32, 53, 61, 62, 63, 64):
    EDGES += [(1 << bits) - 2, (1 << bits) - 1, 1 << bits, (1 << bits) + 1]
EDGES += [-x for x in EDGES if x]

WORDS = ["", "a", "b", "ab", "key", "Zed", "x y", "1", "-5", "hello", "end", "\u2192"]
RAISED = ["ValueError", "TypeError", "KeyError", "IndexError", "ZeroDivisionError", "RuntimeError", "OSError"]
CAUGHT = RAISED[:5] + ["LookupError", "ArithmeticError", "Exception", "E0", "E1", "NameError", "AttributeError"]
CAUGHT += ["(ValueError, KeyError)", "(E0, TypeError)", "(IndexError, ZeroDivisionError, NameError)", "Exception"]

TYPES = ["int", "bool", "float", "str", "list", "dict", "set", "tuple", "bytearray", "obj", "num"]
TYPES += ["strs", "floats", "rows", "named"]
ANNOTATED = {
    "int": ["int"],
    "bool": ["bool"],
    "float": ["float"],
    "str": ["str"],
    "list": ["list", "list[int]"],
    "dict": ["dict", "dict[int, int]"],
    "set": ["set"],
    "tuple": ["tuple"],
    "bytearray": ["bytearray"],
    "strs": ["list[str]", "list"],
    "floats": ["list[float]"],
    "rows": ["list[list[int]]", "list[list]"],
    "named": ["dict[str, int]", "dict"],
}
LETTER = dict(int="i", bool="b", float="f", str="s", list="l", dict="d", set="u", tuple="t", bytearray="y")
LETTER.update(obj="o", num="n", strs="a", floats="h", rows="m", named="v")


class Function:
    """What a call needs to know."""

    def __init__(self, name, params, result, cost, kind="plain"):
        self.name = name
        self.params = params  # (name, type, how, has a default); how: "any", "keyword", "star", "stars"
        self.result = result
        self.cost = cost
        self.kind = kind


class Class:
    def __init__(self, name, base):
        self.name = name
        self.base = base
        self.fields = dict(base.fields) if base else {}
        self.methods = dict(base.methods) if base else {}
        self.init = []
        self.special = set(base.special) if base else {"attributes"}


class Frame:
    """One function's body, or the module's, while it is written."""

    def __init__(self, parent, kind, result=None):
        self.parent = parent
        self.kind = kind  # module, function, generator
        self.result = result
        self.own = {}  # name -> type
        self.declared = set()  # names of other frames that it may assign
        self.used = set(parent.used) if parent else set()
        self.loops = 0
        self.counters = set()
        self.this = None


class ScopeWriter:
    """One program while it is written: its lines, and the function that the next one is in."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 0
        self.frame = Frame(None, "module")
        self.functions = []
        self.classes = []
        self.weight = 1  # how often what is being written runs
        self.cost = 0
        self.calm = 0  # above 0: no effects: no calls of what prints, no `:=`
        self.comprehending = 0
        self.serial = 0

    def pick(self, *xs):
        return self.random.choice(xs)

    def of(self, xs):
        return self.random.choice(xs)

    def chance(self, p):
        return self.random.random() < p

    def up_to(self, n):
        return self.random.randint(0, n)

    def put(self, text):
        self.lines.append("    " * self.indent + text if text else "")

    def fresh(self, letter):
        if self.chance(0.08):  # perhaps one that hides another frame's
            name = f"{letter}{self.up_to(3)}"
            if name not in self.frame.own and name not in self.frame.counters:
                if name not in self.frame.declared and not self.comprehending:
                    return name
        while True:
            self.serial += 1
            name = f"{letter}{self.serial}"
            if name not in self.frame.used:
                self.frame.used.add(name)
                return name

    def visible(self, kind):
        names = []
        frame = self.frame
        hidden = set()
        while frame:
            for name, its in frame.own.items():
                if its == kind and name not in hidden:
                    names.append(name)
            hidden |= set(frame.own)
            frame = frame.parent
        return names

    def assignable(self, kind):
        frame = self.frame
        names = [n for n, its in frame.own.items() if its == kind]
        for name in sorted(frame.declared):
            if self.type_of(name) == kind:
                names.append(name)
        return [n for n in names if n not in frame.counters]

    def type_of(self, name):
        frame = self.frame
        while frame:
            if name in frame.own:
                return frame.own[name]
            frame = frame.parent
        return None

    def can_call(self, cost):
        return self.cost + self.weight * cost < 2500
