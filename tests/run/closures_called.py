# Closures that are called as objects: with fewer and more arguments than they take, with defaults, stars and keywords, from
# containers, from themselves until the stack is full, and beside what is no closure.


def adder(n: int):
    def add(x: int) -> int:
        return x + n

    return add


def counter():
    count = 0

    def advance() -> int:
        nonlocal count
        count += 1
        return count

    return advance


def many(a: int, b: int, c: int, d: int, e: int, f: int, g: int):
    def some(x: int, y: int) -> int:
        return a * b + c * d + e * f + x * y

    def all(x: int) -> int:
        return a + b + c + d + e + f + g + x

    return some, all


def odd(n: int):
    def default(x: int, y: int = 7) -> tuple[int, int, int]:
        return n, x, y

    def starred(*args, **kwargs):
        return n, args, sorted(kwargs.items())

    def keyword(x: int, *, y: int) -> int:
        return n * x - y

    def generator(x: int):
        for i in range(x):
            yield i + n

    return default, starred, keyword, generator


def calls(add, wanted: int) -> None:
    assert add(1) == wanted, (add(1), wanted)


class Called:
    def __init__(self, n: int) -> None:
        self.n = n

    def __call__(self, x: int) -> int:
        return self.n - x

    def method(self, x: int) -> int:
        return self.n * x


def plain(x: int) -> int:
    return x * 100


def refused(call) -> None:
    try:
        print("gave", call())
    except Exception as error:
        print(type(error).__name__, error)


def wrong(f, *args) -> None:
    refused(lambda: f(*args))


def try_wrong() -> None:
    add = adder(1)
    advance = counter()
    default, starred, keyword, generator = odd(3)

    def none() -> object:
        return add()

    def two() -> object:
        return add(1, 2)

    def one_to_advance() -> object:
        return advance(5)

    def no_keyword() -> object:
        return keyword(1)

    def no_function() -> object:
        return wrong_thing(1)

    wrong_thing: object = 17
    for call in (none, two, one_to_advance, no_keyword, no_function):
        refused(call)


def deep() -> str:
    depth = 0

    def down(n: int) -> int:
        nonlocal depth
        depth += 1
        return again(n + 1)

    again = down
    try:
        again(0)
    except RuntimeError as error:
        # As deep as there is room, and then the firmware's own words.
        return str(error) + " " + str(depth > 3)
    return "never"


def deep_in_turns() -> str:
    def ping(n: int) -> int:
        return others[1](n) + 1

    def pong(n: int) -> int:
        return n if n > 3 else others[0](n + 1)

    others = [ping, pong]
    return str(others[0](0))


def fails(n: int):
    def failing(x: int) -> int:
        if x == n:
            raise ValueError("is", x)
        return x

    return failing


def caught() -> list:
    failing = fails(3)
    results = []
    for i in range(5):
        try:
            results.append(failing(i))
        except ValueError as error:
            results.append(error.args)
    return results


def run() -> None:
    for n in (0, -5, 1 << 40):
        calls(adder(n), n + 1)
    calls(plain, 100)
    calls(Called(10), 9)
    calls(Called(10).method, 10)
    calls(abs, 1)
    calls(int, 1)
    calls(lambda x: x + 2, 3)
    first, second = counter(), counter()
    assert (first(), first(), second(), first()) == (1, 2, 1, 3)
    some, all = many(1, 2, 3, 4, 5, 6, 7)
    assert some(8, 9) == 116, some(8, 9)
    assert all(8) == 36, all(8)
    default, starred, keyword, generator = odd(3)
    print(default(1), default(1, 2), default(y=1, x=2))
    print(starred(), starred(1), starred(1, 2), starred(1, x=2), starred(*(1, 2), **{"z": 3}))
    print(keyword(5, y=1), list(generator(3)))
    handlers = {"add": adder(4), "plain": plain, "abs": abs, "type": str}
    print([handlers[name](-3) for name in ("add", "plain", "abs", "type")])
    try_wrong()
    print(deep(), deep_in_turns(), caught())


run()
