# Parameters that are given other values: what `*args`, `**kwargs` and `self` begin as is no promise.


class A:
    def __init__(self, x: int):
        self.x = x

    def f(self):
        self = [1]
        return self

    def g(self, n: int):
        if n:
            self = A(9)
        return self.x


def star(*a, **d):
    print(a, sorted(d))
    a = len(a)
    d = str(a)
    return a, d


def loop(a, *b, **c):
    for b in range(3):
        c = {b: b}
    return b, c


def inner(*a):
    def set_a():
        nonlocal a
        a = "other"

    before = a
    set_a()
    return before, a


print(A(1).f(), A(2).g(0), A(2).g(1))
print(star(), star(1, 2, k=3))
print(loop(1, 2, x=3))
print(inner(1, 2))
