"""Annotations that name classes of modules."""
import array
import collections
import io as files


def total(values: array.array, more: "array.array | None" = None) -> int:
    sum = 0
    for value in values:
        sum += value
    if more is not None:
        sum += total(more)
    return sum


def first(line: files.StringIO) -> str:
    return line.readline()


class Queue:
    items: collections.deque
    last: list[array.array]

    def __init__(self, n: int):
        self.items = collections.deque((), n)
        self.last = []

    def add(self, item: array.array) -> collections.deque:
        self.items.append(item)
        self.last.append(item)
        return self.items


print(total(array.array("b", [1, -2])), total([1, 2], array.array("H", [7])), first(files.StringIO("a\nb")))
queue = Queue(2)
print(len(queue.add(array.array("b", [1]))), queue.last)
