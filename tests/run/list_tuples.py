# Tuples: constants, displays, unpacking, as keys and results.


def minmax(values: list[int]) -> tuple[int, int]:
    low = values[0]
    high = values[0]
    for v in values:
        if v < low:
            low = v
        if v > high:
            high = v
    return low, high


def divide(a: int, b: int):
    return a // b, a % b


def constant():
    return (1, "two", None, True, b"five", (6, 7), ..., "a string beyond what is interned")


def point(p: tuple[float, float]) -> float:
    x, y = p
    return x * x + y * y


def swap(p):
    a, b = p
    return b, a


def first(p: tuple) -> object:
    return p[0]


print(minmax([3, 1, 2]), divide(7, 2), constant(), constant() is constant(), point((3.0, 4)), swap((1, 2)))
low, high = minmax([5])
print(low, high, first((9,)), first(("a", 1)))
t = (1, 2, 3)
print(t + (4,), t * 2, 2 in t, t == (1, 2, 3), t < (1, 2, 4), len(t), t[-1], t.index(2), t.count(1), hash(t) == hash((1, 2, 3)))
print((), (1,), tuple("ab"), tuple([1, 2]), tuple(), ((), ((),)), (1, (2, (3,))))
grid = {(0, 0): "origin", (1, 2): "point"}
grid[(0, 0)] += "!"
grid[3, 4] = "more"
print(grid[0, 0], grid[(1, 2)], grid[3, 4], (3, 4) in grid, (9, 9) in grid)
for a, b in ((1, 2), (3, 4)):
    print(a + b, end=" ")
for x in 1, 2, 3:
    print(x, end=" ")
print()
a, (b, *c), d = 1, (2, 3, 4), 5
print(a, b, c, d)
(a, b), c = [1, 2], 3
print(a, b, c)
t += (4,)
print(t, sorted([(2, "b"), (1, "z"), (2, "a")]), max((1, 2), (1, 3)))


def fails(what):
    try:
        if what == 0:
            a, b = (1, 2, 3)
        if what == 1:
            a, b, c = (1, 2)
        if what == 2:
            a, b = 5
        if what == 3:
            return (1, 2)[2]
        if what == 4:
            return {([],): 1}
        if what == 5:
            return point((1.0, 2.0, 3.0))
        if what == 6:
            return point(5)
        if what == 7:
            return (1,) + [2]
        return "fine"
    except Exception as e:
        return type(e)


for what in range(9):
    print(what, fails(what))
