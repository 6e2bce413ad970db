# Type parameters, aliases and the names of `typing` are for the checker alone.
from __future__ import annotations

TYPES = 0

class Stack:
    def __init__(self) -> None:
        self.items: list[int] = []
    def push(self, item: int) -> Stack:
        self.items.append(item)
        return self
    def pop(self) -> int:
        return self.items.pop()

def first(items: "Iterable[int]", key: "Callable[[int], bool] | None" = None) -> "int | None":
    for item in items:
        if key is None or key(item):
            return item
    return None

print(Stack().push(1).push(2).pop(), first([1, 2, 3]), first([1, 2, 3], lambda v: v > 1), first([]))

def generic(f: "Final[int]", u: "Union[int, str]", m: memoryview, t: type) -> "Literal['x']":
    print(f, u, bytes(m), t is int)
    return "x"

print(generic(1, "u", memoryview(b"ab"), int))
