# What a loop assigns and tests: the best so far, which is None at first.
class Job:
    rank: int

    def __init__(self, rank: int):
        self.rank = rank


def best(jobs: list) -> int:
    found: Job | None = None
    for job in jobs:
        if found is None or job.rank > found.rank:
            found = job
    if found is None:
        return -1
    return found.rank


def last(jobs: list) -> int:
    found: Job | None = None
    total = 0
    for job in jobs:
        for _ in range(2):
            if found is not None and found.rank > 3:
                total += found.rank
                found = None
            else:
                found = job
    return total


class Odd(Job):
    @property
    def size(self):
        return self.rank


print(best([]), best([Job(2), Job(5), Odd(4)]), best([Odd(9)]))
print(last([]), last([Job(2), Job(5), Odd(4), Job(1)]))
items = [Job(1), Job(2)]
seen = []


def grow(items: list[Job]) -> int:
    """The list grows and shrinks while it is gone over."""
    total = 0
    for job in items:
        total += job.rank
        if job.rank < 4 and len(items) < 9:
            items.append(Job(job.rank + 2))
        elif len(items) > 5:
            items.pop()
    while items:
        total += items.pop().rank
    try:
        items.pop()
    except IndexError as error:
        print(error)
    return total


class Stack(list):
    def pop(self):
        return "own" if len(self) == 1 else super().pop()

    def __iter__(self):
        return iter([Job(7)])


def drain(items: list[Job], other) -> tuple:
    total = 0
    for job in items:
        total += job.rank
    return total, other.pop(), len(items)


print(grow(items), drain(Stack([Job(1), Job(2)]), Stack([3])), drain([Job(4)], {5}))
big = list(range(40))


def shrink(numbers: list) -> int:
    n = 0
    while numbers:
        n = n * 3 % 1000 + numbers.pop()
    return n


print(shrink(big), big, shrink([]))
