# Loops over ints of lists and of calls: small ones first, then such as are not, in the middle of everything.


def total(items: list[int]) -> int:
    total = 0
    for i in range(len(items)):
        total += items[i] * 3 - i
    return total


def dot(a: list[int], b: list[int], start: int) -> int:
    total = start
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def product(a: list[list[int]], b: list[list[int]]) -> list[list[int]]:
    result: list[list[int]] = []
    for row in a:
        line: list[int] = []
        for j in range(len(b[0])):
            total = 0
            for k in range(len(b)):
                total += row[k] * b[k][j]
            line.append(total)
        result.append(line)
    return result


def find(nodes: list[int], features: list[int]) -> int:
    at = 0
    while True:
        feature = nodes[at * 2]
        value = nodes[at * 2 + 1]
        if feature < 0:
            return value
        at = at * 2 + (1 if features[feature] < value else 2)


def sort(items: list[int], low: int, high: int) -> None:
    while low < high:
        pivot = items[(low + high) >> 1]
        i = low
        j = high
        while i <= j:
            while items[i] < pivot:
                i += 1
            while items[j] > pivot:
                j -= 1
            if i <= j:
                items[i], items[j] = items[j], items[i]
                i += 1
                j -= 1
        sort(items, low, j)
        low = i


def powers(count: int, by: int) -> list[int]:
    """Grows beyond small ints on the way, with things that are not ints at hand."""
    seen: list[int] = []
    name = "at"
    share = 1.5
    x = 1
    for i in range(count):
        x = x * by + i
        share = share * 0.5
        if i % 4 == 0:
            seen.append(x)
            name = name + str(i)
    print(name, share)
    return seen


def step(n: int) -> int:
    return n * n - 1


def called(items: list[int], count: int) -> int:
    x = 3
    for i in range(count):
        x = (step(x) ^ items[i % len(items)]) + x
        if x > 1 << 70:
            x = x >> 64
    return x


def shifted(items: list[int]) -> int:
    x = 1
    y = 0
    for i in range(len(items)):
        y = y + (items[i] << 3) - (x >> 2)
        x = x + items[i] // 3 + items[i] % 5
    return x * 2 + y


def changing(items: list[int], other: list[int]) -> int:
    """What is in the list changes while it is read."""
    total = 0
    for i in range(len(items)):
        total += items[i]
        if i == 2:
            other.append(1 << 40)
            items[i + 1] = 1 << 40
    return total


def nested(rows: list[list[int]]) -> int:
    best = 0
    for row in rows:
        for i in range(len(row)):
            here = 0
            for j in range(i + 1):
                here += row[j] * (i + 1)
            if here > best:
                best = here
    return best


def tree() -> list[int]:
    nodes: list[int] = []
    for i in range(31):
        nodes.append(i % 3 if i < 15 else -1)
        nodes.append((i * 37) % 50 - 20)
    return nodes


BIG = 1 << 30
for items in ([], [1, 2, 3], [1, -BIG, 3], [1, BIG - 1, 3], [1, BIG, 3], [1, 2, 1 << 62], [True, 2, False], [1 << 80, 1]):
    print(total(items), dot(items, items, 0), dot(items, items, 1 << 100), shifted(items))
    print(called(items or [5], 12), nested([items, items, [1, 2, 3, 4]]))
for bad in ([1, "two"], [None], [1, 2, object]):
    try:
        print(total(bad))
    except TypeError:
        print("TypeError")
print(product([[1, 2], [3, 4]], [[5, 6], [7, 8]]))
print(product([[1, 1 << 40], [3, 4]], [[5, 6], [1 << 40, 8]]))
print(product([[1, 2], [3, 1 << 30]], [[True, 6], [7, 1 << 33]]))
print([find(tree(), [a, 5 - a, a * 7 % 11]) for a in range(-10, 20)])
deep = tree()
deep[1] = 1 << 50
deep[0] = True
print([find(deep, [a, 1 << 50, 1 << 51]) for a in range(4)])
numbers = [(i * 7919) % 101 for i in range(60)]
sort(numbers, 0, len(numbers) - 1)
print(numbers)
numbers = [((i * 7919) % 101) << (i % 5 * 14) for i in range(60)]
sort(numbers, 0, len(numbers) - 1)
print(numbers)
print(powers(12, 7), powers(9, 1000), powers(6, 1 << 31), powers(9, -3))
items = [1, 2, 3, 4, 5, 6]
print(changing(items, items), items)
items = [1, 2, 3, 4]
print(changing(items, []), items)
try:
    find(tree()[:9], [1, 2, 3])
except IndexError as error:
    print("IndexError", error)
