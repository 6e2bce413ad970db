"""What small functions raise that are called in loops: the function and the line that are told are theirs."""
import io
import sys


def divided(a: int, b: int) -> int:
    c = a + 1
    return c // b


def item(items: list, at: int) -> object:
    last = len(items) - at
    return items[last]


def stated(n: int) -> int:
    if n > 1:
        raise ValueError(n)
    return n


def outer(n: int) -> int:
    a = stated(n)
    return a + divided(a, 1 - n)


class Cell:
    value: int

    def __init__(self, value: int):
        self.value = value

    def get(self) -> int:
        if self.value > 2:
            raise KeyError(self.value)
        return self.value

    def by(self, number: int) -> int:
        return self.value // number


class Odd(Cell):
    odd: int

    def __init__(self, value: int):
        super().__init__(value)
        self.odd = value % (value - 1)


def loop(count: int) -> int:
    total = 0
    for i in range(count):
        total += divided(i, 3 - i)
    return total


def items(count: int) -> None:
    for i in range(count):
        item([1, 2], i)


def states(count: int) -> int:
    total = 0
    for i in range(count):
        total += stated(i)
        total += 1
    return total


def nested(count: int) -> int:
    total = 0
    for i in range(count):
        total += outer(i)
    return total


def nested_later(count: int) -> int:
    total = 0
    for i in range(2, count):
        total += outer(i)
    return total


def before(count: int) -> int:
    total = 0
    for i in range(count):
        total += stated(0) + count // (1 - i) + stated(1)
    return total


def cells(of: list[Cell]) -> int:
    total = 0
    for cell in of:
        total += cell.get()
    return total


def quotients(of: list[Cell]) -> int:
    total = 0
    for cell in of:
        total += cell.by(cell.value)
    return total


def made(count: int) -> int:
    total = 0
    for i in range(count):
        total += Odd(5 - i).value
    return total


def told(action):
    try:
        print(action())
    except Exception as error:
        out = io.StringIO()
        sys.print_exception(error, out)
        lines = out.getvalue().splitlines()
        print(lines[-2].strip(), lines[-1])


told(lambda: loop(6))
told(lambda: items(4))
told(lambda: states(4))
told(lambda: nested(4))
told(lambda: nested_later(4))
told(lambda: before(4))
told(lambda: cells([Cell(1), Odd(0), Cell(3)]))
told(lambda: quotients([Cell(1), Odd(3), Cell(0)]))
told(lambda: made(6))
