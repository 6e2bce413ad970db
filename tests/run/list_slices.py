# Slices of lists: read, store, delete, with steps, at and beyond the ends.


def middle(v: list[int]) -> list[int]:
    return v[1:-1]


def rotate(v: list, n: int) -> list:
    return v[n:] + v[:n]


def read(v, a, b, c):
    return v[a:b:c]


def store(v: list, a: int, b: int, new) -> list:
    v[a:b] = new
    return v


def remove(v: list, a: int, b: int) -> list:
    del v[a:b]
    return v


v = [0, 1, 2, 3, 4, 5]
print(middle(v), middle([]), middle([1]), rotate(v, 2), rotate(v, -1), v[:], v[:] is v)
for a in (None, 0, 2, -2, 9, -9):
    for b in (None, 0, 3, -1, 9, -9):
        for c in (None, 1, 2, -1, -2):
            print(read(v, a, b, c), end="")
    print()
for a, b, new in ((0, 0, [9]), (1, 3, []), (2, 2, [7, 8]), (-1, 9, [6]), (0, 9, []), (5, 1, [1]), (9, 9, (1, 2))):
    print(store([0, 1, 2, 3, 4, 5], a, b, new))
for a, b in ((0, 2), (2, 2), (-2, 9), (0, 9), (4, 1)):
    print(remove([0, 1, 2, 3, 4, 5], a, b))
w = [1, 2, 3]
w[:] = [4, 5]
print(w)
w[len(w) :] = [6]
print(w)
del w[0], w[-1]
print(w)
del w[:]
print(w)
w += [1, 2, 3, 4]
w[1:3] += [9]
print(w)
t = (1, 2, 3, 4)
print(t[1:], t[:-1], t[5:], t[:] == t)


def fails(what):
    v = [1, 2, 3]
    try:
        if what == 0:
            return v[::0]
        if what == 1:
            return v["a":]
        if what == 2:
            v[0:1] = 5
        if what == 3:
            return (1, 2)[0:1:0]
        if what == 4:
            t = (1, 2)
            t[0] = 1
        if what == 5:
            t = (1, 2)
            del t[0]
        return v
    except Exception as e:
        return type(e)


for what in range(7):
    print(fails(what))
