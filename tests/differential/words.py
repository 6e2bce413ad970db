"""Random functions of ints around the ends of machine words: masks, shifts, divisions, counters, items of bytes and lists.

What they are called with is at such ends, too, or a bool, or large, so that a function does in one call with words what it does in another
with ints. What multiplies is masked, so that nothing grows beyond bounds.
"""

import sys

from writer import FunctionWriter

EDGES = [0, 1, 2, 3, 5, 7, 31, 32, 33, 63, 64, 127, 128, 255, 256, 1000, 32767, 32768, 65535, 65536]
for bits in (29, 30, 31, 32, 33, 61, 62, 63, 64):
    EDGES += [(1 << bits) - 1, 1 << bits, (1 << bits) + 1]

FOOT = """

def show(function, *arguments):
    data = bytearray(range(200, 200 + 40))
    items = things + [5, 40, -7, 1 << 29, 0, 12]
    try:
        result = function(*arguments, data, bytes(data), items)
    except Exception as error:
        result = type(error).__name__
    print(result, bytes(data), items)


edges = {edges}
for function in ({functions}):
    for i in range(len(edges)):
        show(function, edges[i], edges[(i * 5 + 3) % len(edges)], (i * 7) % 45 - 4)
    show(function, True, False, True)
    show(function, 6, 4, 9)
    show(function, 300, 20, 30)
"""

HEAD = """things = [3, -1, 1 << 30, (1 << 32) - 1, -(1 << 31), True]


def given(x: int, y: int) -> int:
    return (x * 3 + y) & 255
"""


class Writer(FunctionWriter):
    head, functions = HEAD, 6
    foot = FOOT.replace("{edges}", repr(EDGES + [-edge for edge in EDGES]))

    def __init__(self, seed):
        super().__init__(seed)
        self.names = 0

    def literal(self):
        edge = self.pick(*EDGES)
        return self.pick(str(edge), f"(-{edge})", hex(edge))

    def mask(self):
        return self.pick("1", "7", "0xFF", "0xFFF", "0xFFFF", "0x3FFFFFFF", "0x7FFFFFFF", "0x80000000", "0xFFFFFFFF", "0xFFFFFFFF",
                         "0x1FFFFFFFF", "0x7FFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFF", "(-256)", "(-1 << 31)")

    def int(self, depth=3):
        kind = self.random.randrange(18) if depth > 0 else self.random.randrange(3)
        inner = lambda: self.int(depth - 1)
        if kind < 2:
            return self.pick(*self.ints)
        if kind == 2:
            return self.literal()
        if kind < 7:
            return f"({inner()} {self.pick('+', '-', '&', '|', '^')} {inner()})"
        if kind < 10:
            return f"({self.product(depth)} & {self.mask()})"
        if kind == 10:
            return f"({inner()} >> {self.pick(0, 1, 4, 8, 16, 31, 32, 33, 63, 64, f'({inner()} & 31)', self.pick(*self.ints))})"
        if kind == 11:
            return f"(({inner()} << {self.pick(0, 1, 3, 8, 24, 31, 32, f'({inner()} & 31)')}) & {self.mask()})"
        if kind == 12:
            divisor = self.pick("3", "7", "10", "255", "(-1)", "(-7)", "65537", f"({inner()} & 15)", f"(({inner()} & 15) + 1)")
            return f"({inner()} {self.pick('//', '%')} {divisor})"
        if kind == 13:
            return f"({self.pick('-', '~', '+')}{inner()})"
        if kind == 14:
            return f"({inner()} if {self.condition(depth - 1)} else {inner()})"
        if kind > 15:
            return f"items[{self.place_in_list()}]"
        return self.pick(f"data[{self.place()}]", f"fixed[{self.place()}]", f"things[{self.pick(0, 1, 2, 3, 4, 5)}]",
                         f"given({inner()}, {inner()})", "len(data)")

    def product(self, depth):
        inner = lambda: self.int(depth - 1)
        return self.pick(f"({inner()} * {inner()})", f"({inner()} * {inner()} + {inner()})", f"(~({inner()} * 5) ^ {inner()})", inner())

    def place(self):
        return self.pick("0", "-1", "39", "40", f"{self.int(1)} & 31", f"{self.int(1)} % 40", self.pick(*self.ints))

    def place_in_list(self):
        return self.pick("0", "-1", "11", "12", f"{self.int(1)} & 7", f"{self.int(1)} % 12", self.pick(*self.ints), self.pick(*self.ints))

    def condition(self, depth=2):
        kind = self.random.randrange(6) if depth > 0 else 0
        if kind < 4:
            return f"{self.int(depth)} {self.pick('<', '<=', '>', '>=', '==', '!=')} {self.int(depth)}"
        if kind == 4:
            return self.pick(f"({self.condition(depth - 1)}) and {self.condition(depth - 1)}", f"not ({self.condition(depth - 1)})")
        return self.int(depth)

    def block(self, depth, n, loops):
        for _ in range(n):
            self.statement(depth, loops)

    def statement(self, depth, loops):
        kind = self.random.randrange(16 if depth < 4 else 8)
        if kind == 15:
            self.line(depth, f"items[{self.place_in_list()}] {self.pick('', '', '^')}= {self.product(2)} & {self.mask()}")
        elif kind < 3:
            self.line(depth, f"{self.pick(*self.variables)} = {self.int()}")
        elif kind < 5:
            self.line(depth, f"{self.pick(*self.variables)} {self.pick('+', '-', '^', '|', '&')}= {self.int(2)}")
        elif kind == 5:
            value = self.pick(f"{self.int(2)} & 255", f"{self.int(2)} & 0xFF", f"{self.int(2)} % 256", self.pick(*self.ints))
            self.line(depth, f"data[{self.place()}] {self.pick('', '', '^')}= {value}")
        elif kind == 6:
            self.line(depth, f"{self.pick(*self.variables)} = {self.pick(*self.variables)} + {self.pick('1', '3', 'data[5]')}")
        elif kind == 7 and loops:
            self.line(depth, f"if {self.condition()}:")
            self.line(depth + 1, self.pick("break", "continue"))
        elif kind < 10:
            self.line(depth, f"if {self.condition()}:")
            self.block(depth + 1, 2, loops)
            if self.one_in(2):
                self.line(depth, "else:")
                self.block(depth + 1, 1, loops)
        elif kind < 13:
            name = f"i{self.names}"
            self.names += 1
            bounds = self.pick("5", "len(data) >> 3", "len(items)", "c", "3, c", "c, 0, -7", f"{self.int(1)} & 7", f"2, {self.int(1)} & 15, 3", "c, c + 5",
                               "0, 40, (a & 7) + 9")
            # What is great is not counted up to.
            self.line(depth, f"for {name} in range({bounds}):")
            self.ints.append(name)
            self.block(depth + 1, 2, True)
            self.ints.remove(name)
        elif kind == 13:
            name = f"n{self.names}"
            self.names += 1
            self.line(depth, f"{name} = {self.pick('0', '1', 'c')}")
            self.line(depth, f"while {name} < {self.pick('9', 'c', 'len(data)', 'c - 3')}:")
            self.line(depth + 1, f"{name} += {self.pick('1', '5', '(a & 3) + 2')}")
            self.ints.append(name)
            self.block(depth + 1, 2, True)
            self.ints.remove(name)
        else:
            self.line(depth, "try:")
            self.block(depth + 1, 2, loops)
            self.line(depth, f"except {self.pick('IndexError', '(ZeroDivisionError, ValueError)', 'Exception')}:")
            self.line(depth + 1, f"{self.pick(*self.variables)} += 1")

    def function(self, number):
        self.variables = ["a", "b", "w", "x"]
        self.ints = [*self.variables, "c"]
        self.line(0, f"\n\ndef f{number}(a: int, b: int, c: int, data: bytearray, fixed: bytes, items: list[int]) -> int:")
        self.line(1, f"w = {self.literal()}")
        self.line(1, f"x = {self.pick('0', '1', 'c')}")
        self.block(1, 5, False)
        self.line(1, f"return {self.int()}")


generate = Writer.generate

if __name__ == "__main__":
    print(generate(int(sys.argv[1])))
