# Managers of classes that are known: entered and left by their native methods, on all ways out of the body; overridden in a
# derived class, given by a class that only looks like one, patched in an instance of one without fields, and failing.
class Link:
    opened: int
    closed: int
    last: str

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0
        self.last = ""

    def __enter__(self) -> "Link":
        self.opened += 1
        return self

    def __exit__(self, kind, value, traceback) -> bool:
        self.closed += 1
        self.last = "none" if kind is None else kind.__name__ + repr(value) + str(traceback)
        return kind is KeyError


class Loud(Link):
    def __exit__(self, kind, value, traceback) -> bool:
        print("loud", kind is None)
        return super().__exit__(kind, value, traceback)


class Silent(Link):
    def __enter__(self) -> "Link":
        return Link()


class Quiet:
    n: int

    def __init__(self, n: int) -> None:
        self.n = n

    def __enter__(self) -> int:
        return self.n

    def __exit__(self, *rest) -> None:
        print("left", len(rest))


class Bare:
    name: str

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self):
        print("in", self.name)

    def __exit__(self, a, b, c):
        print("out", self.name, a is None)


class Failing:
    where: str

    def __init__(self, where: str) -> None:
        self.where = where

    def __enter__(self) -> int:
        if self.where == "enter":
            raise OSError("enter")
        return 1

    def __exit__(self, a, b, c) -> None:
        if self.where == "exit":
            raise OSError("exit")


class Half:
    n: int

    def __init__(self) -> None:
        self.n = 0

    def __enter__(self) -> int:
        print("never")
        return self.n


def ways(link: Link, how: str) -> str:
    for i in range(3):
        with link as inner:
            if how == "break":
                break
            if how == "continue":
                continue
            if how == "return":
                return "returned " + str(inner.opened)
            if how == "swallow":
                raise KeyError(i)
            if how == "raise":
                raise ValueError(how)
    return "after"


def each(link: Link) -> None:
    for how in ("plain", "break", "continue", "return", "swallow", "raise"):
        try:
            print(how, ways(link, how), end=" ")
        except ValueError as error:
            print("out", error, end=" ")
        print(link.opened, link.closed, link.last)


def several(n: int) -> int:
    with Quiet(n) as a, Quiet(a + 1) as b, Bare("bare"):
        return a * b


def nested(link: Link, other: Link) -> None:
    with link:
        try:
            with other:
                raise IndexError(1)
        except IndexError:
            raise KeyError(2)
    print(link.last, other.last)


def failing(manager: Failing) -> str:
    try:
        with manager as n:
            if manager.where == "body":
                raise ValueError(n)
        return "done"
    except (OSError, ValueError) as error:
        return type(error).__name__ + str(error)


def half(manager: Half) -> None:
    with manager:
        print("never")


def generator(link: Link, n: int):
    with link as inner:
        for i in range(n):
            yield i + inner.opened


def count(link: Link, n: int) -> int:
    total = 0
    for i in range(n):
        with link:
            total += i
    return total


def run() -> None:
    each(Link())
    each(Loud())
    each(Silent())
    print(several(6))
    nested(Link(), Link())
    for where in ("enter", "body", "exit", "nowhere"):
        print(failing(Failing(where)))
    try:
        half(Half())
    except AttributeError:
        print("no manager")
    link = Link()
    print(list(generator(link, 3)), link.closed)
    started = generator(link, 3)
    next(started)
    started.close()
    print(link.opened, link.closed, link.last)
    print(count(link, 10), link.closed)


run()


# A class that the module does not know to be the one that a parameter promises, by what the interpreter made of it.
Other = type("Other", (Link,), {"__enter__": lambda self: self, "__exit__": lambda self, a, b, c: print("other", a)})
other = Other()
print(ways(other, "plain"), ways(other, "break"), other.opened)


# A class of the module that has something else than a method under the name.
class Asked(Link):
    @property
    def __exit__(self):
        print("asked")
        raise AttributeError("no exit")


def enters(link: Link) -> None:
    with link:
        print("body")


enters(link := Link())
try:
    enters(Asked())
except AttributeError as e:
    print(e)
