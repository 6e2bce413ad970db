"""What the writers of random functions share.

A program is a head, then functions `f0`, `f1`, …, each of which its number's writer makes up, then a foot that calls them all.
"""

import random


class FunctionWriter:
    """One program while it is written. A kind of programs is a class derived from this."""

    head = ""  # what stands before the functions
    foot = ""  # what stands after them; `{functions}` stands for their names
    functions = 1  # how many there are
    line_end = ""  # what ends each line of a function

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.out = []

    def pick(self, *choices):
        return self.random.choice(choices)

    def one_in(self, n):
        return self.random.randrange(n) == 0

    def line(self, depth, text):
        self.out.append("    " * depth + text + self.line_end)

    def function(self, number):
        """Writes the function `f` and its number."""
        raise NotImplementedError

    @classmethod
    def generate(cls, seed):
        """The program of a seed: always the same one."""
        writer = cls(seed)
        writer.out.append(cls.head)
        for number in range(cls.functions):
            writer.function(number)
        names = ", ".join(f"f{number}" for number in range(cls.functions))
        writer.out.append(cls.foot.format(functions=names))
        return "\n".join(writer.out)
