# Variables that others can change are what they are when they are read.


class Item:
    def __init__(self, name: str) -> None:
        self.name: str = name


def changed_by_inner() -> str:
    x: int | None = 1

    def clear() -> int:
        nonlocal x
        x = None
        return 2

    if x is not None:
        y = clear()
        return f"{x} {y}"
    return "never"


def read_by_inner(x: int | None) -> list:
    def get() -> int | None:
        if x is not None:
            return x + 1
        return x

    out = [get()]
    x = None if x else 4
    out.append(get())
    if x is not None:
        out.append(x + get())
    return out


def in_generator_expression(limit: int | None, items: list[int]) -> list:
    if limit is None:
        return items
    return [item for item in items if item < limit] + list(item for item in items if item > limit)


def in_lambda(x: int | None):
    if x is not None:
        add = lambda n: n + x
        return add(1), x + 1
    return (lambda: x)()


def through_generator():
    x: Item | None = Item("first")

    def step():
        nonlocal x
        yield x.name if x is not None else "none"
        x = None
        yield x.name if x is not None else "none"
        x = Item("third")
        yield x.name if x is not None else "none"

    out = []
    for name in step():
        out.append(name)
        if x is not None:
            out.append(x.name)
    return out


current: Item | None = None


def clear() -> str:
    global current
    current = None
    return "cleared"


def use() -> str:
    global current
    current = Item("global")
    if current is not None:
        name = current.name
        done = clear()
        return f"{name} {done} {current}"
    return "none"


class Body:
    size: int | None = 3
    if size is not None:
        double = size * 2
    size = None
    triple = 0 if size is None else size * 3


def deleted(x: int | None) -> str:
    if x is not None:
        y = x
        del x
        try:
            print(x)
        except NameError:
            return f"gone, was {y}"
    return "none"


class Tree:
    def __init__(self, key: int) -> None:
        self.key = key
        self.left: Tree | None = None
        self.right: Tree | None = None

    def insert(self, key: int) -> None:
        here = self
        while True:
            if key < here.key:
                if here.left is None:
                    here.left = Tree(key)
                    return
                here = here.left
            else:
                if here.right is None:
                    here.right = Tree(key)
                    return
                here = here.right

    def keys(self) -> list[int]:
        out: list[int] = []
        if self.left:
            out += self.left.keys()
        out.append(self.key)
        if self.right:
            out += self.right.keys()
        return out


print(changed_by_inner())
print(read_by_inner(1), read_by_inner(None))
print(in_generator_expression(2, [1, 2, 3]), in_generator_expression(None, [1]))
print(in_lambda(5), in_lambda(None))
print(through_generator())
print(use(), current)
print(Body.double, Body.size, Body.triple)
print(deleted(1), deleted(None))
tree = Tree(5)
for key in (3, 8, 1, 9, 4):
    tree.insert(key)
print(tree.keys())
