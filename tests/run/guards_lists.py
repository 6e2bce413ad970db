# Loops over lists whose items are looked at before they are taken: places from the end and beyond it, lists of derived classes, and lists that
# become shorter, longer or something else on the way.


class Own(list):
    def __getitem__(self, index):
        return 100 + index


def weighed(items: list[int], places: list[int]) -> int:
    total = 0
    for i in range(len(places)):
        total = total * 3 % 1009 + items[places[i]] * (i + 1) - items[i - 1]
    return total


def rows(table: list[list[int]], column: int) -> int:
    total = 0
    for i in range(len(table)):
        for k in range(3):
            total += table[i][column] * table[k][i % 3] - k * i
    return total


def turned(items: list[int], low: int, high: int) -> int:
    steps = 0
    while low < high:
        items[low], items[high] = items[high] * 2 - 1, items[low] + steps
        low += 1
        high -= 1
        steps += low * high
    return steps


def summed(items: list[int], more: list[object]) -> int:
    """What is in `more` runs code of its own when it is compared, which changes the list."""
    total = 0
    i = 0
    while i < len(items):
        total += items[i] * i - 1
        if more[i] == 7:
            total += 1000
        i += 1
    return total


class Changes:
    def __init__(self, change):
        self.change = change

    def __eq__(self, other):
        self.change()
        return False


def longest(items: list[int]) -> int:
    best = 0
    for i in range(len(items) * 30):
        place = i * i % len(items)
        best = best * 7 % 4093 + items[place - len(items)] * (place + 1)
    return best


def tried(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


items = [5, 3, 8, 1, 9, 2]
tried(lambda: weighed(items, [0, 1, 2, 3, 4, 5]))
tried(lambda: weighed(items, [-1, -6, 2, -3, 4, 0]))
tried(lambda: weighed(items, [0, 1, 6, 2, 3, 4]))
tried(lambda: weighed(items, [0, 1, -7, 2, 3, 4]))
tried(lambda: weighed(items, [0, 1, 2**40, 2, 3, 4]))
tried(lambda: weighed(items, [0, True, 2, False, 3, 4]))
tried(lambda: weighed(Own(items), [0, 1, 2, 3, 4, 5]))
tried(lambda: weighed(items, Own([0, 1])))
tried(lambda: weighed([5, 3, 2**31, 1, -(2**30), 2], [0, 1, 2, 3, 4, 5]))
tried(lambda: weighed([], [0]))

table = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
tried(lambda: rows(table, 1))
tried(lambda: rows(table, -1))
tried(lambda: rows(table, 3))
tried(lambda: rows([[1, 2, 3], Own([4, 5, 6]), [7, 8, 9]], 2))
tried(lambda: rows([[1, 2, 3], [4, 2**62, 6], [7, 8, 9]], 1))
tried(lambda: rows([[1, 2, 3], [4, 5]], 1))

for high in (5, 6, -1):
    copied = items[:]
    tried(lambda: turned(copied, 0, high))
    print(copied)
copied = items[:]
tried(lambda: turned(copied, -3, 2))
print(copied)

items = list(range(40))
tried(lambda: summed(items, items))
tried(lambda: summed(items, [Changes(lambda: items.pop())] * 40))
print(len(items))
tried(lambda: summed(items, [Changes(lambda: items.append(2**33))] * 30))
print(len(items))
tried(lambda: summed(items, [Changes(items.clear)] * 30))
print(items)

tried(lambda: longest(list(range(50))))
tried(lambda: longest([2**30 - 1] * 40))


# Lists that are made with room for what a comprehension gives.
def made(n: int) -> list[list[int]]:
    first = [i * n for i in range(5)]
    second = [i for i in range(3, 40)]
    none = [i for i in range(40, 3)]
    first.append(n)
    second.pop()
    return [first, second, none, [len(row) for row in (first, second, none)]]


def ends_early(n: int) -> list[int]:
    return [n // (i - 100) for i in range(300)]


print(made(7))
tried(lambda: ends_early(50))
