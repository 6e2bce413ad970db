# `@micropython.native` says how to compile a function, not what it does.
import micropython


@micropython.native
def double(x):
    return x * 2


@micropython.bytecode
def triple(x: int) -> int:
    return x * 3


class Thing:
    def __init__(self, n):
        self.n = n

    @micropython.native
    def more(self, by):
        return self.n + by


print(double(4), double("ab"), triple(5), Thing(3).more(4))
