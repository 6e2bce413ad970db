# `:=` in conditions, loops and calls.


def first_long(words: list, limit: int):
    for w in words:
        if (n := len(w)) > limit:
            return w, n
    return None


def drain(items: list) -> list:
    out = []
    while (x := items.pop()) != 0:
        out.append(x)
    return out


def chain(a: int) -> int:
    return (b := a + 1) * (c := b + 1) + b + c


def short(a: int) -> tuple:
    b = 0
    ok = a > 1 and (b := a * 2) > 5
    return ok, b


def maybe(a):
    if a and (m := a.get("k")):
        return m
    try:
        return m
    except NameError as e:
        return type(e)


print(first_long(["a", "bbb", "cc"], 2), first_long([], 1), drain([1, 0, 3, 2]))
print(chain(1), chain(1 << 40), short(1), short(2), short(5), maybe({"k": 5}), maybe({"k": 0}), maybe(None))
if (top := max([3, 9, 4])) > 5:
    print(top)
print((y := 3), y, [z := 4, z * 2], {"k": (w := 6)}, w)
