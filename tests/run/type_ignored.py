# What the checker is told not to say is found out by the running program.


class Point:
    limit: Final = 3

    def __init__(self, x: int) -> None:
        self.x: int = x
        self.other: Point | None = None


class Odd(Point):
    def __init__(self, x: int) -> None:
        super().__init__(x)
        self.extra = "extra"


def half(n: int) -> float:
    return n / 2


def assigned(text) -> int:
    n: int = str(text)  # type: ignore[assignment]
    return n + 1


def field(p: Point) -> int:
    p.x = "five"  # type: ignore[E0301]
    return p.x + 1


def given() -> float:
    return half("a")  # type: ignore


def given_too_much() -> float:
    return half(1, 2)  # type: ignore[call-arg]


def given_nothing() -> float:
    return half()  # type: ignore[E0302]


def returned(n: int) -> int:
    return "a" * n  # type: ignore[return-value]


def attribute(p: Point) -> str:
    return p.extra  # type: ignore[attr-defined]


def method(text: str) -> str:
    return text.nothing()  # type: ignore


def operand(n: int, text: str) -> int:
    return n + text  # type: ignore[operator]


def ordered(n: int, text: str) -> bool:
    return n < text  # type: ignore[E0305]


def called(n: int) -> int:
    return n()  # type: ignore


def maybe(x: int | None) -> int:
    return x + 1  # type: ignore[E0306]


def maybe_given(x: int | None) -> float:
    return half(x)  # type: ignore[arg-type]


def chained(p: Point) -> int:
    return p.other.x  # type: ignore[union-attr]


def length(n: int) -> int:
    return len(n)  # type: ignore


def ended(n: int) -> int:  # type: ignore[return]
    if n:
        return n


def annotated(x: no_such_type):  # type: ignore
    return x * 2


def final(p: Point) -> int:
    p.limit = 4  # type: ignore[E0309]
    return p.limit


def unpacked() -> int:
    a, b = 1, 2, 3  # type: ignore
    return a


def show(function, *args):
    try:
        print(function(*args))
    except (TypeError, AttributeError, ValueError) as error:
        print(type(error).__name__)


show(assigned, 1)
show(field, Point(1))
show(given)
show(given_too_much)
show(given_nothing)
show(lambda: returned(2) + 1)
show(attribute, Point(1))
show(attribute, Odd(1))
show(method, "a")
show(operand, 1, "a")
show(ordered, 1, "a")
show(called, 1)
show(maybe, 1)
show(maybe, None)
show(maybe_given, 3)
show(maybe_given, None)
show(chained, Point(1))
show(length, 1)
show(ended, 3)
show(lambda: ended(0) + 1)
show(annotated, "x")
show(final, Point(1))
show(unpacked)
