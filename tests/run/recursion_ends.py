# Functions that call themselves: on the ways that end without a call nothing is asked of the stack, on the others it still is.
from mpyc import u8, u16, u32


def fib(n: u8) -> u32:
    if n < 2:
        return n
    return u32(fib(n - 1) + fib(n - 2))


def depth(n: int) -> int:
    if n == 0:
        return 0
    return depth(n - 1) + 1


def even(n: u16) -> bool:
    if n == 0:
        return True
    if n & 0x8000:
        raise ValueError("too large")
    return odd(n - 1)


def odd(n: u16) -> bool:
    return False if n == 0 else even(n - 1)


def endless(n: int) -> int:
    if n < 0:
        return n
    return endless(n + 1) + 1


def ackermann(m: u8, n: u16) -> u16:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


class Tree:
    def __init__(self, left: "Tree | None", right: "Tree | None"):
        self.left = left
        self.right = right

    def count(self) -> int:
        total = 1
        if self.left is not None:
            total += self.left.count()
        if self.right is not None:
            total += self.right.count()
        return total


def tree(n: int) -> Tree:
    return Tree(None, None) if n == 0 else Tree(tree(n - 1), tree(n - 1))


print([fib(n) for n in range(12)], depth(30), even(10), odd(10), even(7), ackermann(2, 3), tree(4).count())
for work in (lambda: even(0x8000), lambda: endless(0), lambda: depth(-1), lambda: depth(20)):
    try:
        print(work())
    except (ValueError, RuntimeError, MemoryError) as error:
        print(type(error).__name__)
