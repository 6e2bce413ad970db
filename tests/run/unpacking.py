# Assignment to several targets: nested, starred, too few, too many.


def two(x):
    a, b = x
    return b, a


def nested(x):
    (a, (b, [c, d])), e = x
    return e, d, c, b, a


def starred(x):
    first, *rest = x
    return first, rest


def middle(x):
    a, *b, c = x
    return a, b, c


def lead(x):
    *a, b = x
    return a, b


def swap(a: int, b: int) -> tuple:
    a, b = b, a
    return a, b


def rotate(a, b, c):
    a, b, c = b, c, a
    return a, b, c


print(two((1, 2)), two([3, 4]), two("ab"), two(range(2)), two({"k": 1, "l": 2}) in (("l", "k"), ("k", "l")))
print(nested(((1, (2, [3, 4])), 5)), nested(["x" + "y", 1]) if False else "skip")
print(starred([1]), starred("abc"), starred(range(3)), middle((1, 2)), middle((1, 2, 3, 4)), lead([9]), lead("xyz"))
print(swap(1, 2), swap(1 << 70, -1), swap(True, 2), rotate(1, 2.5, "c"))

for f in (two, nested, starred, middle, lead):
    for bad in ((), (1,), (1, 2, 3), "abcd", 5, None, [1, 2], ((1, 2), 3)):
        try:
            print(f(bad))
        except (ValueError, TypeError) as e:
            print(type(e), e.args)


def typed(pair: tuple) -> int:
    a, b = pair
    return a * 10 + b


def declared(pair: tuple[int, float]):
    n, x = pair
    return n + 1, x + 1


print(typed((1, 2)), declared((1, 2.5)), declared((1 << 70, 0.5)))


def order() -> list:
    log = []
    items = [0, 0, 0]

    i = 0
    i, items[i] = 1, 9
    log.append((i, items))
    i, items[i], items[0] = 2, 8, 7
    log.append((i, items))
    return log


print(order())


def same_name(x):
    a, a = x
    return a


print(same_name((1, 2)))


def partly(x):
    a = b = "old"
    try:
        a, b = x
    except ValueError:
        pass
    return a, b


print(partly((1, 2)), partly((1,)), partly((1, 2, 3)))
a, (b, *c) = 1, "xyz"
[d, e] = 2, 3
(f) = 4
(g,) = [5]
print(a, b, c, d, e, f, g)
h = i, j = 7, 8
print(h, i, j)
