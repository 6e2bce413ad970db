#!/usr/bin/env python3
"""Writes a program about what tests tell of variables: unions, and every way that control can take around a test.

    tests/differential/narrowing.py SEED

Each line has `# type: ignore`, so that what the checker would refuse runs too: a value of another type than a test told
the compiler would show as another result, or as another exception, than that of the bytecode.
"""

import sys

from writer import FunctionWriter

INTS = ["a", "b", "c"]

HEAD = '''
class Node:
    def __init__(self, v: int, next: "Node | None") -> None:
        self.v: int = v
        self.next: "Node | None" = next


class Swallow:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return kind is ValueError


def chain(k):
    n = None
    for i in range(k):
        n = Node(i, n)
    return n


state = [0, 0]
lines = []


def log(*args):
    lines.append(args)


def tick():
    state[0] += 1
    return state[0] < 20


def flip(k):
    state[1] = (state[1] * 5 + 3) & 1023
    return state[1] % (k + 1) == 0


def give(k) -> "int | None":
    state[1] = (state[1] * 5 + 1) & 1023
    return [None, 1, 0, True, 7, None, -3, 1 << 40, 2][(k + state[1]) % 9]
'''

FOOT = '''
def run(f, *args):
    state[0] = 0
    state[1] = 1
    del lines[:]
    try:
        result = f(*args)
    except Exception as e:
        result = type(e).__name__
    print([["node" if isinstance(x, Node) else x for x in line] for line in lines], result)


for f in [{functions}]:
    run(f, None, 1, None, None)
    run(f, 5, None, 3, chain(2))
    run(f, True, 2, "ab", chain(1))
    run(f, 0, 0, True, None)
'''


class Writer(FunctionWriter):
    head, foot, functions = HEAD, FOOT, 30
    line_end = "  # type: ignore"

    def given(self):
        return f"give({self.random.randrange(9)})"

    def condition(self, depth=0):
        name = self.pick(*INTS, "s", "n")
        simple = [
            f"{name} is None",
            f"{name} is not None",
            name,
            f"not {name}",
            f"isinstance({name}, int)",
            f"isinstance(s, {self.pick('str', 'int', '(int, str)', 'bool')})",
            f"({self.pick(*INTS)} := {self.given()}) is not None",
            "isinstance(n, Node)",
            f"flip({self.random.randrange(3)})",
        ]
        if depth == 2 or not self.one_in(3):
            return self.random.choice(simple)
        if self.one_in(4):
            return f"not ({self.condition(depth + 1)})"
        parts = [self.condition(depth + 1) for _ in range(self.pick(2, 2, 3))]
        return "(" + self.pick(" and ", " or ").join(parts) + ")"

    def use(self):
        name = self.pick(*INTS)
        return self.pick(
            f"log({name} + 1)",
            f"log({name} * {self.pick(*INTS)})",
            "log(len(s))",
            "log(s + s)",
            "log(n.v)",
            "log(n.next.v if n is not None and n.next is not None else 0)",
            f"log({name} if {name} is not None else -1)",
            f"log(({name} or 0) + 1, {self.condition()})",
        )

    def simple(self, indent, in_loop, in_finally):
        name = self.pick(*INTS)
        kind = self.random.randrange(14)
        if kind < 3:
            self.line(indent, self.use())
        elif kind < 5:
            self.line(indent, "try:")
            self.line(indent + 1, self.use())
            self.line(indent, "except (TypeError, AttributeError):")
            self.line(indent + 1, "log('T')")
        elif kind == 5:
            self.line(indent, f"{name} = {self.pick('None', '5', '0', 'True', self.given(), *INTS)}")
        elif kind == 6:
            self.line(indent, f"s = {self.pick('None', '3', repr('x'), *INTS)}")
        elif kind == 7:
            self.line(indent, f"n = {self.pick('None', 'Node(1, None)', 'chain(2)', 'n.next if n else None')}")
        elif kind == 8:
            self.line(indent, "if isinstance(s, int):")
            self.line(indent + 1, f"{name} = s")
        elif kind == 9:
            self.line(indent, self.pick(f"{name} += 1", f"{name} = {self.given()}", "clear()"))
        elif kind == 10:
            self.line(indent, f"[log(i, {name}) for i in range(2) if {name} is not None and {name} + i > 0]")
        elif kind == 11:
            self.line(indent, f"assert {self.condition()}")
        elif in_finally:
            self.line(indent, "log(a, b, c, s)")
        else:
            ways = ["return 1", "raise ValueError"] + (["break", "continue"] if in_loop else [])
            self.line(indent, f"if {self.condition()}:")
            self.line(indent + 1, self.pick(*ways))

    def block(self, indent, depth, in_loop=False, in_finally=False):
        for _ in range(self.random.randrange(1, 4)):
            if depth == 0 or not self.one_in(3):
                self.simple(indent, in_loop, in_finally)
            else:
                self.compound(indent, depth - 1, in_loop, in_finally)

    def compound(self, indent, depth, in_loop, in_finally):
        def inside(header, loop=in_loop, final=in_finally):
            self.line(indent, header)
            self.block(indent + 1, depth, loop, final)

        kind = self.random.randrange(6)
        if kind < 2:
            inside(f"if {self.condition()}:")
            if self.one_in(2):
                inside(f"elif {self.condition()}:")
            if self.one_in(2):
                inside("else:")
        elif kind < 4:
            count = self.random.randrange(4)
            loop = f"for i{indent} in range({count}):" if kind == 2 else f"while tick() and ({self.condition()}):"
            inside(loop, loop=True)
            if self.one_in(3):
                inside("else:")
        elif kind == 4:
            inside("try:")
            inside(f"except {self.pick('ValueError', '(ValueError, TypeError)', 'Exception')}:")
            if self.one_in(3):
                inside("else:")
            if self.one_in(2):
                inside("finally:", final=True)
        else:
            inside("with Swallow():")

    def function(self, number):
        parameters = 'a: "int | None", b: "int | None", s: "int | str | None", n: "Node | None"'
        self.line(0, f'\n\ndef f{number}({parameters}) -> "int | None":')
        self.line(1, 'c: "int | None" = None')
        self.line(1, "def clear():")
        if self.one_in(2):
            name = self.pick(*INTS)
            self.line(2, f"nonlocal {name}")
            self.line(2, f"{name} = {self.given()}")
        else:
            self.line(2, "log(c)")
        self.block(1, 3)
        self.block(1, 3)
        self.line(1, "return a")


generate = Writer.generate

if __name__ == "__main__":
    print(generate(int(sys.argv[1])))
