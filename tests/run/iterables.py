# What is annotated to give ints gives ints, which are looked at where they come out.
try:
    from typing import Generator, Iterable, Iterator
except ImportError:
    pass


def numbers(n: int) -> Iterator[int]:
    i = 0
    while i < n:
        yield i
        i += 1
    return


def passing(source: Iterable[int], k: int) -> Iterator[int]:
    for x in source:
        if x % k:
            yield x


def pairs(source: Iterator[int]) -> Generator[tuple[int, int], None, str]:
    first = -1
    for x in source:
        if first < 0:
            first = x
        else:
            yield first, x
            first = -1
    return "left %d" % first


def total(source: Iterable[int]) -> int:
    total = 0
    for x in source:
        total += x * x
    return total


def mean(source: Iterable[float]) -> float:
    total = 0.0
    count = 0
    for x in source:
        total += x
        count += 1
    return total / count


def own(items: Iterable[int]):
    return items


class Countdown:
    def __init__(self, n: int):
        self.n = n

    def __iter__(self) -> Iterator[int]:
        return numbers(self.n)


print(list(pairs(passing(passing(numbers(40), 3), 5))))
for low, high in pairs(iter([3, 1, 4, 1, 5])):
    print(low, high, high - low)
print(total(numbers(9)), total([1, 2, 3]), total((4, 5)), total({6}), total({7: 8}), total(b"ab"), total(range(4)))
print(total(x for x in numbers(5)), total(Countdown(4)), total([2**40, -(2**35)]), total([True, False]))
print(mean([1.5, 2.5]), mean(iter((1, 2))), mean(x * 0.5 for x in numbers(4)))
print(own("text"), own([1]) == [1], sum(numbers(5)), max(numbers(6)), sorted(passing(numbers(7), 2)))
generator = numbers(3)
print(next(generator), next(generator), list(generator))
try:
    total(numbers)
except TypeError as e:
    print("TypeError")


def delegates(n: int) -> Generator[int, int, int]:
    last = yield from pairs(numbers(n))
    print(last)
    got = yield n
    yield got
    return n


generator = delegates(5)
print(next(generator), next(generator), next(generator), generator.send(7), list(generator))
