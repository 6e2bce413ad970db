"""Random functions that give tuples of a length and of types of their own, and functions that take such tuples apart, keep them, give
them on, index them, and lose some to exceptions.

What is given is an int, also a large one or a bool, a float, a string, a bool or a tuple. One in three functions is without annotations.
"""

import sys

from writer import FunctionWriter

HEAD = """def check(n):
    if n == 3:
        raise ValueError(n)
    return n


def opaque(x):
    return x
"""

FOOT = """

def show(function, *arguments):
    try:
        result = function(*arguments)
        result = result if isinstance(result, list) else list(result)
    except Exception as error:
        result = type(error).__name__
    print(result)


for function in ({functions}):
    for n in -1, 0, 1, 2, 3, 7, True, 1 << 40:
        show(function, n, n * 0.5)
"""

ANNOTATIONS = {"int": "int", "float": "float", "str": "str", "bool": "bool", "pair": "tuple"}


class Writer(FunctionWriter):
    head, functions, foot = HEAD, 9, FOOT

    def __init__(self, seed):
        super().__init__(seed)
        self.names = 0
        self.suspends = False
        self.known = []  # the variables that have a value, and their types
        self.made = []  # the functions that give tuples, and the types of what is in them

    def value(self, kind, depth=2):
        """An expression of a type."""
        inner = lambda other: self.value(other, depth - 1)
        of = [name for name, its in self.known if its == kind]
        if of and self.one_in(2):
            return self.pick(*of)
        if kind == "int":
            return self.pick("n", "n", str(self.random.randrange(-5, 300)), str(1 << 70), "check(n)",
                             *([f"({inner('int')} {self.pick('+', '-', '&', '^')} {inner('int')})",
                                f"({inner('int')} & 255)", f"len({inner('str')})"] if depth > 0 else []))
        if kind == "float":
            return self.pick("x", "x", "0.5", "-3.25", "1e10", *([f"({inner('float')} * 0.5 + {inner('float')})"] if depth > 0 else []))
        if kind == "bool":
            return self.pick("True", "False", "n > 2", "(n == 1)", f"not {inner('bool')}" if depth > 0 else "True")
        if kind == "str":
            return self.pick("'a'", "'tuple'", "str(n)", f"({inner('str')} + 'b')" if depth > 0 else "''")
        return f"({inner('int')}, {inner('str')})" if depth > 0 else "(1, 'c')"

    def name(self, kind):
        name = f"{kind[0]}{self.names}"
        self.names += 1
        return name

    def tuple(self, kinds):
        values = [self.value(kind) for kind in kinds]
        if self.one_in(5):
            values = [self.pick("1", "0") if kind == "int" else self.pick("2.0", "7.5") if kind == "float" else "True" if kind == "bool"
                      else "'k'" if kind == "str" else "(2, 'k')" for kind in kinds]
        return f"({', '.join(values)}{',' if len(values) == 1 else ''})"

    def call(self, callee):
        n, x = self.value("int", 1), self.value("float", 1)
        return self.pick(f"{callee}({n}, {x})", f"{callee}({n}, x={x})", f"{callee}(x={x}, n={n})", f"{callee}({n})")

    def take(self, depth, kinds, given):
        """Takes apart what an expression gives."""
        way = self.random.randrange(8)
        names = [self.name(kind) for kind in kinds]
        if way < 4:
            self.line(depth, f"{', '.join(names)}{',' if len(names) == 1 else ''} = {given}")
            self.known += zip(names, kinds)
        elif way == 4:
            name = self.name("tuple")
            at = self.random.randrange(len(kinds))
            self.line(depth, f"{name} = {given}")
            self.line(depth, f"{names[at]} = {name}[{self.pick(at, at - len(kinds))}]")
            self.line(depth, f"out.append(len({name}))")
            self.known.append((names[at], kinds[at]))
            if self.one_in(3):
                self.line(depth, f"out.append({name})")
        elif way == 5:
            at = self.random.randrange(len(kinds))
            self.line(depth, f"out.append({given}[{self.pick(at, at - len(kinds))}])")
        elif way == 6:
            self.line(depth, f"{names[0]}, *rest = opaque({given})")
            self.line(depth, f"out.append(({names[0]}, rest))")
        else:
            self.line(depth, self.pick(given, f"out.append({given})", f"out.append({given} == {given})"))

    def statement(self, depth):
        kind = self.random.randrange(9 if depth < 3 else 5)
        known = len(self.known)
        if kind < 4 and self.made:
            callee, kinds = self.pick(*self.made)
            self.take(depth, kinds, self.call(callee))
        elif kind < 6:
            kinds = [self.pick(*ANNOTATIONS) for _ in range(1 + self.random.randrange(4))]
            self.take(depth, kinds, self.tuple(kinds))
        elif kind == 6:
            self.line(depth, f"for n in range({self.pick('3', 'n & 3')}):")
            self.block(depth + 1, 2)
        elif kind == 7:
            self.line(depth, "try:")
            self.block(depth + 1, 2)
            self.known = self.known[:known]
            self.line(depth, f"{self.pick('except ValueError:', 'finally:')}")
            self.line(depth + 1, "out.append('left')")
        else:
            self.line(depth, f"if {self.value('bool')}:")
            self.block(depth + 1, 2)
        if kind >= 6:
            self.known = self.known[:known]

    def block(self, depth, count):
        for _ in range(count):
            self.statement(depth)
        self.line(depth, f"{'yield ' if self.suspends else 'out.append'}({self.value(self.pick(*ANNOTATIONS))})")

    def giver(self, name, kinds, annotated):
        """A function that gives tuples of these types."""
        result = ", ".join(ANNOTATIONS[kind] for kind in kinds)
        head = f"n: int, x: float = 0.5) -> tuple[{result}]" if annotated else "n, x=0.5)"
        self.line(0, f"\n\ndef {name}({head}:")
        self.known = []
        for condition in ("n == 0", "n == 1", "n > 5", "x > 100.0")[: self.random.randrange(4)]:
            same = [callee for callee, its in self.made if its == kinds]
            self.line(1, f"if {condition}:")
            if same and self.one_in(2):
                self.line(2, f"return {self.call(self.pick(*same))}")
            elif condition == "n > 5" and self.one_in(2):
                self.line(2, f"return {name}(5, x)")
            else:
                self.line(2, f"return {self.tuple(kinds)}")
        if self.one_in(4):
            self.line(1, f"kept = {self.tuple(kinds)}")
            self.line(1, "return kept")
        elif self.one_in(5):
            self.line(1, "try:")
            self.line(2, f"return {self.tuple(kinds)}")
            self.line(1, "finally:")
            self.line(2, "check(0)")
        else:
            self.line(1, f"return {self.tuple(kinds)}")
        self.made.append((name, kinds))

    def function(self, number):
        for i in range(2):
            its = [kinds for _, kinds in self.made]
            kinds = self.pick(*its) if its and self.one_in(3) else [self.pick(*ANNOTATIONS) for _ in range(1 + self.random.randrange(4))]
            self.giver(f"g{number}_{i}", kinds, not self.one_in(3))
        annotation = self.pick("n: int, x: float", "n: int, x: float", "n, x")
        self.line(0, f"\n\ndef f{number}({annotation}):")
        self.known = []
        self.suspends = self.one_in(4)
        self.line(1, "out = []")
        self.block(1, 6)
        self.line(1, "yield out" if self.suspends else "return out")


generate = Writer.generate

if __name__ == "__main__":
    print(generate(int(sys.argv[1])))
