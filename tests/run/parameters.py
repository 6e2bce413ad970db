# Keyword-only, * and ** parameters, and positional ones given by name.


def stars(*args):
    return args


def keywords(**kw):
    return sorted(kw.items())


def all_kinds(a, b=2, *args, c, d=4, **kw):
    return a, b, args, c, d, sorted(kw.items())


def only(*, x, y=1):
    return x, y


def typed(a: int, *rest, scale: float = 1.0, **named):
    total = a
    for r in rest:
        total += r
    return total * scale, sorted(named)


def positional(a, b, c):
    return a, b, c


print(stars(), stars(1), stars(1, "x", None), type(stars()))
print(keywords(), keywords(a=1), keywords(b=2, a=1))
print(all_kinds(1, c=3), all_kinds(1, 5, 6, 7, c=8), all_kinds(1, c=3, z=9, d=0), all_kinds(c=1, a=2))
print(only(x=5), only(y=6, x=7), typed(1), typed(1, 2, 3.5, scale=2, q=1))
print(positional(1, 2, 3), positional(1, 2, c=3))


def mutate(**kw):
    kw["added"] = 1
    return sorted(kw.items())


given = {"a": 1}
print(mutate(a=1), given)


def count(*args) -> int:
    return len(args)


print(count(), count(1, 2, 3), count(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))


def many(a, b, c, d, e, f, g, h, i, j):
    return [a, b, c, d, e, f, g, h, i, j]


print(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), many(1, 2, 3, 4, 5, j=6, i=7, h=8, g=9, f=10))


def many_typed(a: int, b: float, c: bool, d: str, e: int, f: float, g: bool, h: str, i: int, j: float) -> list:
    return [a, b + 1, c, d, e, f + 1, g, h, i, j + 1]


print(many_typed(1, 2.0, True, "d", 5, 6.0, False, "h", 9, 10.0))
print(many_typed(j=1.5, i=2, h="h", g=True, f=3.5, e=4, d="d", c=False, b=5.5, a=6))


def after(a, *, b):
    return a, b


for name in ("b", "a"):
    if name == "b":
        print(after(1, b=2))
    else:
        print(after(a=1, b=2))


def hidden(self, fun=1, *args, **kwargs):
    return self, fun, args, sorted(kwargs)


print(hidden(1), hidden(1, 2, 3, x=4))
f = all_kinds
print(f(1, c=2), f(1, 2, 3, c=4, e=5))
