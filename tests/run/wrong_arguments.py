# What a call with wrong arguments raises, word for word.


def none():
    return 0


def one(a):
    return a


def two(a, b):
    return a, b


def typed(a: int, b: int) -> int:
    return a + b


def defaults(a, b=2, c=3):
    return a, b, c


def only(*, x, y=1):
    return x, y


def stars(a, *args):
    return a, args


def keywords(a, **kw):
    return a, kw


def everything(a, b=1, *args, c, **kw):
    return a, b, args, c, kw


class Plain:
    def __init__(self, a):
        self.a = a

    def method(self, b):
        return b


functions = (none, one, two, typed, defaults, only, stars, keywords, everything, Plain, Plain(1).method)
number = 0
for f in functions:
    number += 1
    try:
        print(number, type(f()))
    except TypeError as e:
        print(number, "()", e.args)
    try:
        print(number, type(f(1)))
    except TypeError as e:
        print(number, "(1)", e.args)
    try:
        print(number, type(f(1, 2)))
    except TypeError as e:
        print(number, "(1, 2)", e.args)
    try:
        print(number, type(f(1, 2, 3)))
    except TypeError as e:
        print(number, "(1, 2, 3)", e.args)
    try:
        print(number, type(f(1, 2, 3, 4)))
    except TypeError as e:
        print(number, "(1, 2, 3, 4)", e.args)
    try:
        print(number, type(f(a=1)))
    except TypeError as e:
        print(number, "(a=1)", e.args)
    try:
        print(number, type(f(1, a=1)))
    except TypeError as e:
        print(number, "(1, a=1)", e.args)
    try:
        print(number, type(f(b=1)))
    except TypeError as e:
        print(number, "(b=1)", e.args)
    try:
        print(number, type(f(zzz=1)))
    except TypeError as e:
        print(number, "(zzz=1)", e.args)
    try:
        print(number, type(f(1, zzz=1)))
    except TypeError as e:
        print(number, "(1, zzz=1)", e.args)
    try:
        print(number, type(f(x=1)))
    except TypeError as e:
        print(number, "(x=1)", e.args)
    try:
        print(number, type(f(1, c=1)))
    except TypeError as e:
        print(number, "(1, c=1)", e.args)
for bad in (1, "text", None, [], 1.5):
    try:
        bad()
    except TypeError as e:
        print(e.args)
    try:
        bad.nothing()
    except AttributeError as e:
        print(e.args)
    try:
        bad.nothing
    except AttributeError as e:
        print(e.args)
