# Parameters that are given by their place alone: the firmware's own compiler has no `/`.
def everything(a, b=2, /, c=3, *rest, d=4, **named):
    return a, b, c, rest, d, sorted(named.items())


def typed(a: int, b: float = 0.5, /, *, c: bool = True) -> float:
    return a + b if c else 0.0


class Point:
    def __init__(self, x, y=0, /):
        self.x = x
        self.y = y

    def moved(self, by, /, **named):
        return self.x + by, sorted(named.items())


def closure(n, /):
    def inner(n, /, k=n):
        return n, k

    return inner


def generator(a, /, b=1):
    yield a
    yield b


print(everything(1), everything(1, 5, 6, 7, d=8))
print(everything(1, a=10, b=20, c=30), everything(1, **{"a": 5, "self": 6}))
print(typed(1), typed(2, 1.0, c=False))
print(Point(1).x, Point(1, 2).y, Point(5).moved(2, by=3, self=4))
print(closure(3)(4), closure(3)(4, k=9))
print(list(generator(1, b=2)), (lambda a, /, b: (a, b))(1, b=2))
functions = [everything, typed, Point, Point(1).moved, closure, generator, lambda a, /: a]
for index, args, named in (
    (0, (), {}), (1, (), {"a": 1}), (1, (1,), {"b": 2}), (2, (), {"x": 1}), (2, (1,), {"y": 2}), (3, (), {"by": 1}),
    (4, (), {"n": 1}), (5, (), {"a": 1}), (6, (), {"a": 1}), (6, (1, 2), {}),
):
    try:
        print(functions[index](*args, **named))
    except TypeError:
        print(index, "TypeError")
