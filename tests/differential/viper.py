"""Random functions of viper: words with and without a sign, pointers, loops, protected blocks, objects beside words.

What the firmware's own compiler does wrong is left out: `-x` and `~x` of a variable, a variable as the place of an item of 16 or
32 bits (docs/language/viper.md), division by what may be 0.
"""

import sys

from writer import FunctionWriter

FOOT = """

def show(function, *arguments):
    data = bytearray(range(7, 7 + 64))
    try:
        result = function(*arguments, data)
        if isinstance(result, int):
            result &= 0xFFFFFFFF
    except Exception as error:
        result = type(error).__name__
    print(result, bytes(data))


edges = (0, 1, -1, 2, 7, 255, 256, 0x7FFF, -0x8000, 0x3FFFFFFF, -0x40000000, 0x40000000, 0x7FFFFFFF, -0x80000000)
for function in ({functions}):
    for i in range(len(edges)):
        show(function, edges[i], edges[(i * 5 + 3) % len(edges)], (i * 3) & 15)
print(total)
"""

HEAD = """import micropython

total = 0
things = [1, "ab", (3, 4), b"xyz"]
"""


class Writer(FunctionWriter):
    head, foot, functions = HEAD, FOOT, 6

    def __init__(self, seed):
        super().__init__(seed)
        self.names = 0

    def literal(self):
        return str(self.pick(0, 1, 2, 3, 5, 8, 31, 100, 255, 256, 0xFFFF, 0x10001, 0x3FFFFFFF, self.random.getrandbits(29)))

    def word(self, depth=3):
        """An expression of a word with a sign."""
        kind = self.random.randrange(14) if depth else self.random.randrange(3)
        inner = lambda: self.word(depth - 1)
        if kind < 2:
            return self.pick(*self.words)
        if kind == 2:
            return self.literal()
        if kind < 8:
            # Of two literals the firmware's compiler makes one, which may be no word.
            return f"({self.variable()} {self.pick('+', '-', '*', '&', '|', '^')} {inner()})"
        if kind == 8:
            return f"({self.variable()} {self.pick('<<', '>>')} ({inner()} & 31))"
        if kind == 9:
            # Where the firmware's sum wraps around is of no interest.
            return f"(({self.variable()} >> 2) {self.pick('//', '%')} (({inner()} & 1023) + 1))"
        if kind == 10:
            return f"({self.pick('~', '-', '+')}({self.variable()} + {inner()}))"
        if kind == 11:
            return f"int({self.unsigned(depth - 1)})"
        if kind == 12:
            return f"({inner()} if {self.condition(depth - 1)} else {inner()})"
        return self.item(depth - 1)

    def variable(self):
        return self.pick(*self.words)

    def unsigned(self, depth=2):
        kind = self.random.randrange(7) if depth else 0
        inner = lambda: self.unsigned(depth - 1)
        if kind < 2:
            return self.pick(*self.unsigneds)
        if kind < 4:
            return f"({inner()} {self.pick('+', '-', '*', '&', '|', '^')} {inner()})"
        if kind == 4:
            return f"({inner()} {self.pick('<<', '>>')} ({self.word(depth - 1)} & 31))"
        if kind == 5:
            # Only the low bits are the same on every board.
            return f"(uint({self.word(depth - 1)}) & uint({self.literal()}))"
        return f"(~({self.pick(*self.unsigneds)} + {inner()}) & uint({self.literal()}))"

    def place(self, limit, depth):
        return f"0 + ({self.word(depth)} & {limit - 1})"

    def item(self, depth):
        pointer, limit = self.pick(("p8", 64), ("p16", 32), ("p32", 16))
        item = f"{pointer}[{self.place(limit, max(depth, 0))}]"
        return f"({item} & 0xFFFF)" if pointer == "p32" else item

    def condition(self, depth=2):
        kind = self.random.randrange(7) if depth else 0
        if kind < 3:
            return f"{self.word(depth)} {self.pick('<', '<=', '>', '>=', '==', '!=')} {self.word(depth)}"
        if kind == 3:
            sides = self.masked(depth - 1), self.masked(depth - 1)
            return self.pick("<", "<=", ">", ">=", "==", "!=").join(sides)
        if kind == 4:
            return f"not ({self.condition(depth - 1)})"
        if kind == 5:
            return f"({self.condition(depth - 1)}) {self.pick('and', 'or')} ({self.condition(depth - 1)})"
        return self.word(depth)

    def masked(self, depth):
        return f"({self.unsigned(depth)} & uint(0x3FFFFFFF))"

    def block(self, depth, n, loops):
        for _ in range(n):
            self.statement(depth, loops)

    def statement(self, depth, loops):
        kind = self.random.randrange(15 if depth < 4 else 8)
        if kind < 3:
            self.line(depth, f"{self.pick(*self.words)} = {self.word()}")
        elif kind == 3:
            self.line(depth, f"{self.pick(*self.unsigneds)} = {self.unsigned()}")
        elif kind == 4:
            self.line(depth, f"{self.pick(*self.words)} {self.pick('+', '-', '*', '^', '|', '&')}= {self.word()}")
        elif kind == 5:
            pointer, limit = self.pick(("p8", 64), ("p16", 32), ("p32", 16))
            self.line(depth, f"{pointer}[{self.place(limit, 1)}] {self.pick('', '+', '^', '-')}= {self.word()}")
        elif kind == 6:
            self.line(depth, f"total = int(total) {self.pick('+', '^')} ({self.word(1)} & 0xFFF)")
        elif kind == 7 and loops:
            self.line(depth, f"if {self.condition()}:")
            self.line(depth + 1, self.pick("break", "continue"))
        elif kind < 9:
            self.line(depth, f"things[{self.word(1)}]" if self.protected else "pass")
        elif kind < 11:
            self.line(depth, f"if {self.condition()}:")
            self.block(depth + 1, 2, loops)
            if self.one_in(2):
                self.line(depth, "else:")
                self.block(depth + 1, 1, loops)
        elif kind < 13:
            name = f"i{self.names}"
            self.names += 1
            bounds = self.pick(
                f"{self.word(1)} & 7",
                f"{self.pick('1', '0 - 3')}, {self.word(1)} & 7",
                f"{self.word(1)} & 7, {self.pick('0', '0 - 4')}, -{self.pick('1', '2')}",
            )
            self.line(depth, f"for {name} in range({bounds}):")
            self.line(depth + 1, f"{self.pick(*self.words)} ^= {name}")
            self.block(depth + 1, 2, True)
            if self.one_in(3):
                self.line(depth, "else:")
                self.block(depth + 1, 1, loops)
        elif kind == 13:
            name = f"n{self.names}"
            self.names += 1
            self.line(depth, f"{name} = {self.word(1)} & 7")
            self.line(depth, f"while {name} and ({self.condition(1)}):")
            self.line(depth + 1, f"{name} -= 1")
            self.block(depth + 1, 2, True)
        else:
            before, self.protected = self.protected, True
            self.line(depth, "try:")
            self.block(depth + 1, 2, loops)
            self.line(depth, f"except {self.pick('IndexError', '(IndexError, ValueError)', 'Exception')}:")
            self.line(depth + 1, f"{self.pick(*self.words)} += 1")
            self.protected = before
            if self.one_in(3):
                self.line(depth, "finally:")
                self.block(depth + 1, 1, False)

    def function(self, number):
        self.words, self.unsigneds, self.protected = ["a", "b", "w"], ["u", "v"], False
        self.line(0, f"\n\n@micropython.viper\ndef f{number}(a: int, b: int, c: uint, data) -> {self.pick('int', 'int', 'uint')}:")
        result = self.out[-1].rsplit(" ", 1)[1][:-1]
        self.line(1, "global total")
        self.line(1, f"w = {self.literal()}")
        self.line(1, "u = c")
        self.line(1, f"v = uint({self.literal()})")
        for size in (8, 16, 32):
            self.line(1, f"p{size} = ptr{size}(data)")
        self.block(1, 5, False)
        # The high bits of a board with longer registers are its own.
        self.line(1, f"return {self.word() if result == 'int' else self.unsigned()}")


generate = Writer.generate

if __name__ == "__main__":
    print(generate(int(sys.argv[1])))
