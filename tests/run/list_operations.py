# Lists: indexing, slices, methods, typed elements.


def item(x: list, i: int):
    return x[i]


def item_any(x, i):
    return x[i]


def put(x: list, i: int, v):
    x[i] = v
    return x


def total(x: list[int]) -> int:
    n = 0
    for v in x:
        n += v
    for i in range(len(x)):
        n += x[i]
    return n


def mean(x: list[float]) -> float:
    s = 0.0
    for v in x:
        s += v
    return s / len(x)


def bubble(x: list[int]) -> list[int]:
    n = len(x)
    for i in range(n):
        for j in range(n - 1 - i):
            if x[j] > x[j + 1]:
                x[j], x[j + 1] = x[j + 1], x[j]
    return x


def sieve(n: int) -> list:
    flags = [True] * (n + 1)
    out = []
    for i in range(2, n + 1):
        if flags[i]:
            out.append(i)
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return out


def matrix(n: int) -> list:
    rows = []
    for i in range(n):
        row = []
        for j in range(n):
            row.append(i * n + j)
        rows.append(row)
    return rows


def product(a: list, b: list) -> list:
    n = len(a)
    c = []
    for i in range(n):
        row = [0] * n
        for j in range(n):
            for k in range(n):
                row[j] += a[i][k] * b[k][j]
        c.append(row)
    return c


def slices(x) -> list:
    return [x[1:3], x[:2], x[2:], x[:], x[::2], x[::-1], x[-2:], x[5:9], x[3:1], x[:-1]]


def change(x: list) -> list:
    x[1:3] = [9, 9, 9]
    del x[0]
    x[len(x) :] = [7]
    x[:0] = [5]
    return x


x = [10, 20, 30]
for i in (0, 2, -1, -3, True):
    print(item(x, i), item_any(x, i))
for i in (3, -4, 1 << 40, -(1 << 70)):
    for f in (item, item_any):
        try:
            print(f(x, i))
        except (IndexError, OverflowError) as e:
            print(type(e), e.args)
for i in ("a", 1.5, None):
    try:
        print(item_any(x, i))
    except TypeError as e:
        print(type(e), e.args)
print(put(x, 1, "new"), put(x, -1, None))
try:
    put(x, 3, 0)
except IndexError as e:
    print(e.args)
print(total([1, 2, 1 << 70]), total([]), mean([1.5, 2.5]), bubble([3, 1 << 40, -5, 2]), sieve(30))
print(matrix(3), product(matrix(2), [[1, 1], [0, 1]]), slices([1, 2, 3, 4]), slices("abcd"), slices((1, 2)))
print(change([1, 2, 3, 4]))
y = [3, 1, 2]
y.append(0)
y.extend((8, 9))
y.insert(1, "i")
y.remove("i")
print(y.pop(), y.pop(0), y.index(2), y.count(1), y)
y.sort()
y.reverse()
print(y, y + [1], y * 2, [0] * 3, 2 in y, 5 not in y, len(y), y == [8, 2, 1, 0], y < [9], min(y), max(y), sum(y))
for bad in (0, 1):
    try:
        if bad:
            y.remove(77)
        else:
            [].pop()
    except (ValueError, IndexError) as e:
        print(type(e), e.args)
z = y
z += [1]
print(z is y, y.copy() is y, list("ab"), [[]] * 2, [1, [2, [3]]][1][1][0])
y.clear()
print(y, z, not y)
