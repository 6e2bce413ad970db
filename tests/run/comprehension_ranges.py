# Comprehensions over range: they take what the range object gives, which is made from the start on, and of ints alone.


def asked(x):
    print("asked", x)
    return x


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def in_order():
    return [i for i in range(asked(1), asked(3))], [i for i in range(asked(5), asked(0), -2)]


def typed_in_order(a: int, b: int) -> list:
    return [i for i in range(asked(a), asked(b))]


def one(n):
    return [i for i in range(n)], {i for i in range(n)}, sum(i for i in range(n))


def two(a, b):
    return [i for i in range(a, b)], {i: i for i in range(a, b)}, sum(i for i in range(a, b))


def bools(b: bool, n: int) -> list:
    return [i for i in range(b, n)]


def lengths(x):
    return [i for i in range(len(x), len(x) + 3)], [i for i in range(len(x), -1, -1)]


def nested(n):
    return [(i, j) for i in range(n) for j in range(i, n)]


def statement(a, b):
    out = []
    for i in range(a, b):
        out.append(i)
    return out


print(in_order(), typed_in_order(2, 4), nested(3))
for bad in (1.5, "3", None, []):
    for call in (lambda: one(bad), lambda: two(bad, 3), lambda: two(0, bad)):
        try:
            print(call())
        except TypeError as e:
            print(bad, "TypeError")
for good in (0, 2, True, False, -3):
    print(one(good), two(good, 3), two(-1, good), statement(good, 3))
print(bools(True, 3), bools(False, 2), lengths("ab"), lengths(Sized(True)), lengths(Sized(2)))
