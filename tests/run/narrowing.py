# What a test tells of a variable holds where the test held, and no longer than that.


class Node:
    def __init__(self, value: int, following: Node | None = None) -> None:
        self.value: int = value
        self.following: Node | None = following

    def total(self) -> int:
        return self.value + (self.following.total() if self.following is not None else 0)


class Leaf:
    def __init__(self, text: str) -> None:
        self.text: str = text


def total(node: Node | None) -> int:
    sum = 0
    while node is not None:
        sum += node.value
        node = node.following
    return sum


def find(node: Node | None, value: int) -> Node | None:
    while node and node.value != value:
        node = node.following
    return node


def of_found(node: Node | None, value: int) -> str:
    found = find(node, value)
    if not found:
        return "none"
    if (after := found.following) is not None and after.value > value:
        return f"{found.value} then {after.value}"
    return str(found.value)


def early(x: int | None) -> int:
    if x is None:
        return -1
    return x * 2


def default(x: int | None) -> int:
    if x is None:
        x = 7
    return x + 1


def truth(x: int | None, y: float | None) -> str:
    if x and y:
        return f"{x + 1} {y / 2}"
    if not x and y is not None:
        return f"{x} {y + 1}"
    return f"{x} {y}"


def asserted(x: str | None) -> int:
    assert x is not None, "no text"
    return len(x)


def conditional(x: int | None) -> int:
    return x - 1 if x is not None else 100


def several(x: int | str | list[int] | None) -> str:
    if isinstance(x, int):
        return f"int {x + 1}"
    if isinstance(x, (str, list)):
        if isinstance(x, str):
            return "str " + x.upper()
        return f"list {len(x)}"
    return f"{x}"


def mixed(x: float | str) -> str:
    # An int is taken for a float.
    if isinstance(x, float):
        return f"float {x + 0.5:.1f}"
    elif isinstance(x, str):
        return "str " + x
    return f"else {x}"


def whole(x: float | str) -> str:
    if isinstance(x, int):
        return f"int {x + 1}"
    return f"other {x}"


def of_bool(x: int | None) -> str:
    if isinstance(x, bool):
        return "yes" if x else "no"
    if x is None:
        return "none"
    return f"{x + 1}"


def either(x: Node | Leaf) -> str:
    if isinstance(x, Node):
        return f"node {x.value}"
    return f"leaf {x.text}"


def untyped(x):
    if isinstance(x, Node):
        return x.value
    if isinstance(x, int):
        return x + 1
    return x


def matched(x: int | str | Node | None) -> str:
    match_result = ""
    if x is None or isinstance(x, str) and x == "skip":
        match_result = "skipped"
    elif isinstance(x, (int, str)):
        match_result = f"{x!r}"
    else:
        match_result = f"node of {x.value}"
    return match_result


def in_loop(items: list[int | None]) -> int:
    sum = 0
    last: int | None = None
    for item in items:
        if last is not None:
            sum += last * 10
        if item is None:
            last = None
            continue
        last = item
        sum += item
    if last is None:
        return -sum
    return sum


def breaking(items: list[int | None]) -> str:
    here: int | None = 0
    for here in items:
        if here is None:
            break
    else:
        return f"all {here}"
    return f"broke {here}"


def handled(text: str) -> str:
    number: int | None = None
    try:
        number = int(text)
        number = number + 1
        number = int(text + "0")
        raise KeyError(number)
    except ValueError:
        if number is None:
            return "no number"
        return f"bad, {number}"
    except KeyError:
        return f"good, {number}"
    finally:
        number = None
        print("finally", number)


def after_try(x: int | None, boom: bool) -> str:
    if x is None:
        return "none"
    try:
        if boom:
            x = None
            raise OSError
        x = x + 1
    except OSError:
        pass
    if x is None:
        return "lost"
    return f"{x}"


class Swallow:
    def __enter__(self) -> "Swallow":
        return self

    def __exit__(self, kind, value, traceback) -> bool:
        return True


def swallowed(x: int | None) -> str:
    if x is not None:
        with Swallow():
            x = None
            raise ValueError
        return f"{x}"
    return "was none"


class Holder:
    def __init__(self) -> None:
        self.held: int | None = 5

    def drop(self) -> int:
        self.held = None
        return 1

    def use(self) -> str:
        if self.held is not None:
            first = self.held + 1
            second = self.drop()
            return f"{first} {second} {self.held}"
        return "empty"

    def fill(self) -> int:
        self.held = 9
        return self.held + 1


def numbers(x: int | None):
    while x is not None:
        yield x
        x = x - 1 if x > 1 else None
    yield -1


def walrus_and(items: dict[str, int], key: str) -> int:
    value: int | None = None
    if key in items and (value := items[key]) > 1:
        return value + 100
    return -1 if value is None else value


chain = Node(1, Node(2, Node(3)))
print(total(chain), total(None), chain.total())
print(of_found(chain, 2), of_found(chain, 3), of_found(chain, 9), of_found(None, 1))
print(early(None), early(4), default(None), default(1))
print(truth(3, 5.0), truth(0, 2.0), truth(None, 1.0), truth(1, None))
print(asserted("abc"))
try:
    asserted(None)
except AssertionError as error:
    print("asserted", error)
print(conditional(3), conditional(None))
print(several(1), several(True), several("a"), several([1, 2]), several(None))
print(mixed(1.5), mixed("s"), mixed(2))
print(whole(3), whole(2.5), whole("t"))
print(of_bool(True), of_bool(False), of_bool(4), of_bool(None), of_bool(1 << 70))
print(either(chain), either(Leaf("l")))
print(untyped(chain), untyped(3), untyped("u"))
print(matched(None), matched("skip"), matched("a"), matched(3), matched(chain))
print(in_loop([1, None, 2, 3]), in_loop([4, None]), in_loop([]))
print(breaking([1, 2]), breaking([1, None, 3]), breaking([]))
print(handled("4"), handled("x"))
print(after_try(None, False), after_try(1, False), after_try(1, True))
print(swallowed(None), swallowed(3))
print(Holder().use(), Holder().fill())
print(list(numbers(3)), list(numbers(None)))
print(walrus_and({"a": 5, "b": 1}, "a"), walrus_and({"b": 1}, "b"), walrus_and({}, "c"))
