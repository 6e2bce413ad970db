# Tuples that are made and taken apart in one function, and never seen.

def swapped(a: int, b: int) -> int:
    t = (a, b)
    x, y = t
    return t[1] * 1000 + t[0] * 100 + x * 10 + y + len(t)


def numbers(n: int) -> list:
    p = n * 0.5, n, n > 3, "text"
    q = p
    a, b, c, d = q
    return [a, b, c, d, p[0], p[-1], p[-3] + 1, len(p)]


print(swapped(3, 4), numbers(3), numbers(5))


def beyond(a: int) -> object:
    t = (a, a)
    return t[2]


def too_many(a):
    t = (a, a)
    x, y, z = t
    return x


def before(a: int) -> object:
    t = (a, a)
    return t[-3]


for function in beyond, too_many, before:
    try:
        print(function(1))
    except (IndexError, ValueError) as error:
        print(type(error).__name__, error)


# Some of the uses see it.
def seen(a: int, b: object) -> object:
    t = (a, b)
    x, y = t
    return [t, x, y, t is t, t == (a, b), t + t]


print(seen(1, "b"), seen(2, 0.5))


# Each is evaluated once, in order, also what nobody uses.
def say(text: str) -> str:
    print("say", text)
    return text


def order() -> str:
    t = (say("a"), say("b"), say("c"))
    return t[2] + t[0]


print(order())


def changed(items: list) -> object:
    t = (items, len(items), items[0])
    items.append(1)
    items[0] = 9
    a, b, c = t
    return [a, b, c, len(t[0])]


print(changed([5]))


def rounds(n: int) -> list:
    pair = (0, 1)
    for _ in range(n):
        a, b = pair
        pair = (b, a + b)
    x, y = pair
    return [x, y, pair]


print(rounds(10), rounds(90)[1])


def nested(a: int, b: int) -> int:
    (p, q), r = (a, b), a + b
    t = ((p, q), (q, r))
    (_, x), (y, z) = t
    return x + y * 10 + z * 100 + t[0][1]


print(nested(1, 2))


def tried(a: int) -> object:
    t = (a, 0)
    try:
        t = (a, 10 // a)
        x, y = t
    except ZeroDivisionError:
        x, y = t
    return [x, y]


print(tried(0), tried(5))


def generated(n: int):
    t = (n, n * 2)
    yield t[0]
    a, b = t
    yield b
    yield a + t[1]


print(list(generated(4)))


def floats(a: float) -> float:
    t = (a, a * 2.0)
    x, y = t
    return x + y + t[0]


print(floats(1.5))


def promised(t: tuple) -> object:
    a, b = t
    return [a, b]


print(promised((1, 2)))


def untyped(a, b):
    t = (b, a)
    x, y = t
    return [x, y, t[0]]


print(untyped(1, "x"))
