# group: control
"""A chain of generators: numbers, those that pass a test, pairs of them, and their sums."""


def numbers(n):
    i = 0
    while i < n:
        yield i
        i += 1


def passing(source, k):
    for x in source:
        if x % k != 0:
            yield x


def pairs(source):
    first = -1
    for x in source:
        if first < 0:
            first = x
        else:
            yield first, x
            first = -1


def run():
    total = 0
    for a, b in pairs(passing(passing(numbers(1500), 3), 5)):
        total += b * 2 - a
    return total + sum(x * x for x in numbers(300))
