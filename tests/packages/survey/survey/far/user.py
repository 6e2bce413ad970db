import survey.units as by_path
from .. import area, hidden, shapes, units
from .. import even as evens
from ..units import add, again, box, chosen, decorated, either, fails, later, many, more, nothing, numbers
from ..units import optional, ready, rest, scaled, size, stepped, text, wide

try:
    from ..units import add as maybe
except ImportError:
    maybe = None

BIG = 1 << 40


def told(action):
    try:
        return action()
    except Exception as error:
        return type(error).__name__


def calls(n: int) -> int:
    total = 0
    for i in range(n):
        total = add(total, i)
        total = units.add(total, by_path.add(i, 1))
    return total


def floats(n: int) -> float:
    total = 1.0
    for _ in range(n):
        total = scaled(total, 0.5)
    return total


def kinds(n: int) -> list:
    found: list = []
    found.append(add(n, True))
    found.append(add(BIG, BIG))
    found.append(scaled(n + 0.5, 2.0))
    found.append(nothing())
    found.append(ready(n))
    found.append(text(n))
    whole, half = units.parted(n)
    found.append([whole, half, units.parted(n), units.joined(n)])
    found.append(either("x", n))
    found.append(either(None, 0))
    found.append(size([1, 2, n]))
    found.append(optional(None) + optional(n))
    found.append(many(1, 2.0, True, "four", None, 6, 7, 8))
    found.append(many(n, 0.5, False, "", found, n, n, n))
    found.append(more(1, 2, 3, 4, 5, 6, 7, 8, n))
    found.append(stepped(10))
    found.append(stepped(10, 3))
    found.append(stepped(10, first=n))
    found.append(rest(1, 2, n))
    found.append(list(numbers(n)))
    found.append(decorated(n))
    found.append(chosen(n))
    found.append(again(n))
    found.append(area(2.0))
    found.append(shapes.area(n / 2))
    found.append(wide(box(n), 3))
    found.append(box(2).add(n))
    found.append(hidden)
    found.append(evens.even(n))
    found.append(maybe(n, 1) if maybe else 0)
    found.append(add(*[n, 1]))
    found.append(add(b=n, a=2))
    return found


def wrong(x: object) -> list:
    found: list = []
    for action in (
        lambda: add(x, 1),
        lambda: scaled(x, 1.0),
        lambda: size(x),
        lambda: optional(x),
        lambda: wide(x, 1),
        lambda: ready(x),
    ):
        found.append(told(action))
    return found


def failing(x: int) -> int:
    first = fails(1)
    return first + fails(x)


def in_order(log: list) -> int:
    def noted(x: int) -> int:
        log.append(x)
        return x

    return add(noted(1), noted(2)) + units.add(noted(3), fails(noted(4)))


def plain(x):
    return add(x, 1), scaled(x + 0.5, 2.0)


def lazily(n: int):
    for i in range(n):
        got = yield add(i, n)
        if got:
            yield scaled(got + 0.5, 0.5)
