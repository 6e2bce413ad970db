class Node:
    def __init__(self, value: int) -> None:
        self.value: int = value
        self.following: Node | None = None


def find(name: str) -> Node | None:
    return None


def double(n: int) -> int:
    return 2 * n


def uses(x: int | None, xs: list[int] | None, text: str | None, node: Node | None) -> int:
    a = x + 1
    b = 1 - x
    double(x)
    c: int = x
    xs[0] = 1
    for item in xs:
        a += item
    x += 1
    if text < "a":
        print(len(text))
    print(node.value, find("a").value, node.following.value)
    found = find("b")
    print(found.value)
    print("%s" % x, x == 1, x is None, a, b, c)
    return x


def tested(x: int | None, xs: list[int] | None, node: Node | None) -> int:
    if x is None or xs is None:
        return 0
    if not node:
        raise ValueError
    if node.following is not None:
        print(node.following.value)
    if (found := find("a")) and found.value > x:
        return found.value
    y = xs[0] if xs else x
    while node is not None and node.value > 0:
        x += node.value
        node = node.following
    return x + y
