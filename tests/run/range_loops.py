# for over range: every kind of bound, and what becomes of the variable.


def up(a: int, b: int) -> list:
    out = []
    for i in range(a, b):
        out.append(i)
    return out


def by(a: int, b: int, c: int):
    out = []
    for i in range(a, b, c):
        out.append(i)
    return out


def down(a: int, b: int):
    out = []
    for i in range(a, b, -1):
        out.append(i)
    return out


def by_three(a, b):
    out = []
    for i in range(a, b, 3):
        out.append(i)
    return out


def down_two(a, b):
    out = []
    for i in range(a, b, -2):
        out.append(i)
    return out


for a, b in ((0, 0), (0, 3), (3, 0), (-2, 2), (5, 5), (7, -1)):
    print(a, b, up(a, b), down(a, b), by_three(a, b), down_two(a, b), by(a, b, 2), by(a, b, -3))

for big in (1 << 30, 1 << 31, 1 << 32, 1 << 62, 1 << 63, 1 << 64):
    print(up(big - 2, big + 2), down(-big + 1, -big - 2), by_three(big - 4, big + 4))


def count(n: int) -> int:
    total = 0
    for i in range(n):
        total += i
    return total


print(count(0), count(-5), count(1), count(1000), count(True), count(False))


def changed_inside(n: int) -> list:
    out = []
    for i in range(n):
        out.append(i)
        i += 10
        out.append(i)
        n = 0
    return out


print(changed_inside(3))


def after(n: int) -> tuple:
    i = "unset"
    j = 99
    for i in range(n):
        pass
    for j in range(n):
        if j == 1:
            break
    return i, j


print(after(0), after(1), after(5))


def deleted(n: int) -> int:
    done = 0
    for i in range(n):
        del i
        done += 1
    return done


print(deleted(4))


def unset_after(n):
    for i in range(n):
        pass
    try:
        return i
    except NameError as e:
        return type(e)


print(unset_after(0), unset_after(2))

log = []


def note(x):
    log.append(x)
    return x


for i in range(note(1), note(3)):
    log.append(("body", i))
print(log)
log.clear()
for i in range(note(2)):
    log.append(("body", i))
print(log)


def with_else(n: int, stop: int) -> str:
    for i in range(n):
        if i == stop:
            break
    else:
        return "else"
    return "break"


print(with_else(3, 1), with_else(3, 5), with_else(0, 0))


def literal_bounds() -> tuple:
    a = b = c = d = 0
    for i in range(10):
        a += i
    for i in range(5, 10):
        b += i
    for i in range(10, 0, -3):
        c += i
    for i in range(-5, 6, 5):
        d += i * i
    return a, b, c, d


print(literal_bounds())


def nested(n: int) -> int:
    total = 0
    for i in range(n):
        for j in range(i):
            for k in range(j, i):
                total += k
            if total > 50:
                break
    return total


print(nested(4), nested(8))
