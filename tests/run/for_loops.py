# for over all kinds of things, with else, break, continue.


def first_even(items) -> str:
    for x in items:
        if x % 2 == 0:
            break
    else:
        return "none"
    return "even " + str(x)


print(first_even([1, 3, 4, 5]), first_even([1, 3]), first_even([]), first_even((2,)))


def walk(items) -> list:
    out = []
    for x in items:
        out.append(x)
    return out


print(walk("abc"), walk(b"ab"), walk((1, "x")), walk([None]), walk({}), walk(range(3)), walk(bytearray(b"z")))
print(walk({"k": 1}), sorted(walk({3, 1, 2})), walk(enumerate("ab")), walk(zip((1, 2), "xy")), walk(reversed([1, 2])))


def typed_sum(items: list) -> int:
    total: int = 0
    for x in items:
        total += x
    return total


def text(s: str) -> str:
    out = ""
    for c in s:
        out = c + out
    return out


def octets(b: bytes) -> int:
    n = 0
    for x in b:
        n = n * 256 + x
    return n


print(typed_sum([1, 2, 1 << 70]), text("hello"), octets(b"\x01\x02\xff\x00\x00\x00\x00\x01"))


def grid(n: int) -> list:
    out = []
    for i in range(n):
        for j in range(n):
            if j > i:
                break
            if (i + j) % 2:
                continue
            out.append((i, j))
        else:
            out.append(("full", i))
    else:
        out.append("end")
    return out


print(grid(3))


def unpacking(pairs) -> list:
    out = []
    for a, (b, *c) in pairs:
        out.append((c, b, a))
    return out


print(unpacking([(1, "xyz"), (2, [3, 4])]))


def after(items):
    x = "before"
    for x in items:
        pass
    return x


print(after([]), after([1, 2]), after("z"))


def growing() -> list:
    items = [1, 2, 3]
    for x in items:
        if x < 3:
            items.append(x + 10)
        if len(items) > 6:
            break
    return items


print(growing())


class Box:
    pass


def targets() -> tuple:
    box = Box()
    slots = [0, 0]
    for box.value in range(3):
        for slots[box.value % 2] in (7, 8):
            pass
    return box.value, slots


print(targets())
for bad in (1, None, 1.5):
    try:
        walk(bad)
    except TypeError as e:
        print(type(e), e.args)
for n in range(2):
    for m in "xy":
        print(n, m, end=";")
print(n, m)


def nested_returns(rows):
    for row in rows:
        for x in row:
            if x < 0:
                return x
    return 0


print(nested_returns([[1, 2], [3, -4], [-5]]), nested_returns([[], [1]]))
