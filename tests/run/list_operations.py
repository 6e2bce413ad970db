# Lists: methods, operators, loops that change them, nested ones, annotated and not.


def build(n: int) -> list:
    out = []
    for i in range(n):
        out.append(i * i)
    return out


def total(values: list[int]) -> int:
    t = 0
    for v in values:
        t += v
    return t


def mean(values: list[float]) -> float:
    t = 0.0
    for v in values:
        t += v
    return t / len(values)


def bubble(values: list[int]) -> list[int]:
    n = len(values)
    for i in range(n):
        for j in range(n - 1 - i):
            if values[j] > values[j + 1]:
                values[j], values[j + 1] = values[j + 1], values[j]
    return values


def matrix(rows: int, cols: int) -> list[list[int]]:
    out: list[list[int]] = []
    for r in range(rows):
        row: list[int] = []
        for c in range(cols):
            row.append(r * cols + c)
        out.append(row)
    return out


def trace(m: list[list[int]]) -> int:
    t = 0
    for i in range(len(m)):
        t += m[i][i]
    return t


def bump(values: list[int], i: int) -> None:
    values[i] += 10
    values[-1] *= 2


def consume(values):
    while values:
        print(values.pop(), end=" ")
    print(len(values), not values)


def grow_while_iterating(values):
    for v in values:
        if v < 3:
            values.append(v + 2)
    return values


print(build(6), build(0), total([1, 2, 3]), total([]), mean([1.0, 2.5]), mean([1, 2]))
print(bubble([5, 2, 9, -1, 2]), matrix(2, 3), trace(matrix(3, 3)))
x = [1, 2, 3]
bump(x, 0)
print(x)
consume([1, 2, 3])
print(grow_while_iterating([1, 2]))
a = [3, 1, 2]
b = a
b.append(4)
print(a is b, a, a == [3, 1, 2, 4], a != b, a < [4], [] < [1], a + [5], a * 2, 2 * [0], 3 in a, 9 not in a)
a.sort()
print(a, sorted(a, reverse=True), a.index(3), a.count(1))
a.sort(reverse=True)
print(a)
a.sort(key=str)
print(a)
a.insert(0, 9)
a.insert(-1, 8)
a.remove(3)
a.reverse()
a.extend((7, 6))
a.extend("xy")
print(a, a.pop(), a.pop(0), a.copy() == a, a.copy() is a)
a.clear()
print(a, len(a))
c = [[]] * 3
c[0].append(1)
print(c, [1, [2, [3, []]]], list("abc"), list(range(3)), list((1, 2)), list({"k": 1}))
a += [1]
a += "bc"
b += (2,)
print(a, b, a is b)
a *= 2
print(a, b)
print(sum([1, 2, 3]), sum([1, 2], 10), min([3, 1]), max([3, 1]), any([0, 1]), all([0, 1]), list(map(str, [1, 2])))
print(list(zip([1, 2], "ab")), list(enumerate("ab")), list(reversed([1, 2, 3])), list(filter(None, [0, 1, 2])))
for i, (p, q) in enumerate([(1, 2), (3, 4)]):
    print(i, p, q)
loop = [1]
loop.append(loop)
print(loop[1][1][0], loop[1] is loop)


def fails(what):
    v = [1, 2]
    try:
        if what == 0:
            return v[2]
        if what == 1:
            return v[-3]
        if what == 2:
            v[2] = 0
        if what == 3:
            return v.pop(5)
        if what == 4:
            return [].pop()
        if what == 5:
            return v.index(9)
        if what == 6:
            return v.remove(9)
        if what == 7:
            return v + (1,)
        if what == 8:
            return v["a"]
        if what == 9:
            return v * 1.5
        if what == 10:
            return sorted([1, "a"])
        if what == 11:
            return v < 1
        if what == 12:
            return v.append(1, 2)
        if what == 13:
            return v.sort(key=None, reverse=1, other=2)
        if what == 14:
            del v[5]
        return v
    except Exception as e:
        return type(e), e.args


for what in range(16):
    print(what, fails(what))
