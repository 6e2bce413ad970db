# Classes that are iterators, used by loops in compiled code, unpacking and built-ins.


class Countdown:
    def __init__(self, start: int):
        self.current = start

    def __iter__(self):
        return self

    def __next__(self) -> int:
        if self.current <= 0:
            raise StopIteration
        self.current -= 1
        return self.current


class Tree:
    def __init__(self, value: int, left: "Tree | None" = None, right: "Tree | None" = None):
        self.value = value
        self.left = left
        self.right = right

    def insert(self, value: int) -> None:
        if value < self.value:
            if self.left is None:
                self.left = Tree(value)
            else:
                self.left.insert(value)
        elif self.right is None:
            self.right = Tree(value)
        else:
            self.right.insert(value)

    def walk(self, out: list[int]) -> list[int]:
        if self.left is not None:
            self.left.walk(out)
        out.append(self.value)
        if self.right is not None:
            self.right.walk(out)
        return out

    def depth(self) -> int:
        l = self.left.depth() if self.left is not None else 0
        r = self.right.depth() if self.right is not None else 0
        return 1 + max(l, r)

    def __iter__(self):
        return iter(self.walk([]))


class Pairs:
    def __init__(self, d):
        self.d = d

    def __iter__(self):
        return iter(self.d.items())


def total(c: Countdown) -> int:
    t = 0
    for x in c:
        t += x
    return t


def squares(n: int):
    out = []
    for x in Countdown(n):
        out.append(x * x)
    return out


print(total(Countdown(5)), squares(4), list(Countdown(3)), tuple(Countdown(2)), sum(Countdown(10)))
a, b, c = Countdown(3)
first, *rest = Countdown(4)
print(a, b, c, first, rest, max(Countdown(3)), 1 in Countdown(3), 7 in Countdown(3))
it = Countdown(2)
print(next(it), next(it), next(it, "end"))
try:
    next(it)
except StopIteration:
    print("StopIteration")
t = Tree(5)
for n in (3, 8, 1, 4, 9, 7):
    t.insert(n)
print(list(t), t.depth(), t.walk([]))
for v in t:
    if v == 7:
        break
else:
    print("not here")
print(v, t.left.value, t.right.left.value, t.left.left.left is None)
for k, v in Pairs({"x": 1}):
    print(k, v)
try:
    a, b = Countdown(3)
except ValueError as e:
    print(e.args)
