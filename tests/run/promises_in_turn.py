"""What a statement promises of a parameter is looked at in its turn: after what stands before it."""

from mpyc import u8, u32


def stored(a: int, items: list[int]) -> int:
    items.append(1)
    n = items[5]
    x: u8 = a
    return x + n


def told(a: int) -> int:
    print("begin")
    x: u32 = a
    return x + 1


def asked(a: int, b: list[int]) -> int:
    b.append(2)
    if (x := a + b[3]) > 3:
        return x
    y: u8 = a
    return y


class Counter:
    n: u32

    def __init__(self) -> None:
        self.n = 0

    def up(self, by: int) -> int:
        self.n += 1
        given: u8 = self.checked(by)
        return given

    def checked(self, by: int) -> int:
        self.n += 10
        return by


def caller(n: int, items: list[int]) -> int:
    return stored(n, items) + 1


for n in (3, 300):
    for function in (stored, asked, caller):
        items = []
        try:
            print(function(n, items))
        except IndexError as e:
            print(e)
        print(items)
print(told(5))
counter = Counter()
print(counter.up(7), counter.n)
