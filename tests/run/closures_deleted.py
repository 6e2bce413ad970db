"""Variables that a function deletes, seen by the functions inside."""


def attempt(work):
    try:
        print(work())
    except NameError:
        print("NameError")


def parameter(x):
    def inner():
        return x

    attempt(inner)
    del x
    attempt(inner)
    x = 5
    attempt(inner)


def generated(x, *, y=2):
    def inner():
        yield y
        yield x

    del x
    attempt(lambda: list(inner()))
    del y
    attempt(lambda: list(inner()))


def deep(x):
    def middle():
        def innermost():
            return x + 1

        return innermost

    found = middle()
    attempt(found)
    del x
    attempt(found)


def handled(error):
    def inner():
        return error

    attempt(inner)
    try:
        raise ValueError
    except ValueError as error:
        pass
    attempt(inner)


def starred(*args, **kwargs):
    def inner():
        return args, sorted(kwargs)

    attempt(inner)
    del args, kwargs
    attempt(inner)


def typed(ratio: float, flag: bool):
    def inner() -> float:
        return ratio * 2.0 if flag else ratio

    attempt(inner)
    del ratio
    attempt(inner)


def in_tuple(x, y):
    def inner():
        return y

    del (x, y)
    attempt(inner)


def own(a, b, c):
    del (a, (b))
    for work in (lambda: c, lambda: b):
        attempt(work)
    try:
        return a
    except NameError:
        return "gone"


def from_inside(x):
    def inner():
        nonlocal x
        del x

    def other():
        return x

    inner()
    attempt(other)


parameter(3)
generated(1)
deep(1)
handled("none yet")
starred(1, 2, k=3)
typed(1.5, True)
in_tuple(1, 2)
print(own(1, 2, 3))
from_inside(1)
