# StopIteration and other exceptions inside loops and iterators.


class Numbers:
    def __init__(self, n: int, error=None):
        self.n = n
        self.at = 0
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        if self.at == self.n:
            if self.error is not None:
                raise self.error
            raise StopIteration(self.at)
        self.at += 1
        return self.at


class Indexed:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


def collect(it) -> list:
    out = []
    for x in it:
        out.append(x)
    else:
        out.append("else")
    return out


def caught(it) -> list:
    out = []
    try:
        for x in it:
            out.append(x)
    except ValueError as e:
        out.append(e.args)
    finally:
        out.append("finally")
    return out


def raised_in_body(n: int) -> list:
    out = []
    try:
        for x in Numbers(n):
            if x == 2:
                raise StopIteration("body")
            out.append(x)
        else:
            out.append("else")
    except StopIteration as e:
        out.append(e.args)
    return out


def resumed() -> list:
    it = Numbers(5)
    out = []
    for x in it:
        out.append(x)
        if x == 2:
            break
    for x in it:
        out.append(x * 10)
    return out


def two_at_once() -> list:
    it = iter([1, 2, 3, 4, 5])
    out = []
    for x in it:
        try:
            out.append((x, next(it)))
        except StopIteration:
            out.append((x, None))
    return out


def unpacked():
    a, b, *c = Numbers(4)
    return a, b, c


print(collect(Numbers(3)), collect(Numbers(0)), list(Numbers(2)), sum(Numbers(4)), 3 in Numbers(5), 9 in Numbers(5))
print(collect(Indexed()), caught(Numbers(2)), caught(Numbers(1, ValueError("end"))))
try:
    print(caught(Numbers(1, KeyError("end"))))
except KeyError as e:
    print(e.args)
print(raised_in_body(1), raised_in_body(3), resumed(), two_at_once(), unpacked())
try:
    a, b = Numbers(3)
except ValueError as e:
    print(e.args)
it = iter(())
for _ in range(2):
    try:
        next(it)
    except StopIteration as e:
        print(type(e), e.args)
print(next(it, "default"), next(iter([7]), "default"))
