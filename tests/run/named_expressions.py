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


# What a generator expression binds belongs to the scope around it.
def last_odd(items):
    if any((odd := i) % 2 for i in items):
        return odd
    return None


odd = "outside"
print(last_odd([2, 4, 5, 6]), last_odd([2, 4]), odd)


def never_bound():
    list((late := i) for i in [])
    try:
        return late
    except NameError as e:
        return type(e)


def declared():
    global shared
    return any((shared := i) > 1 for i in range(4))


def of_around():
    kept = 0

    def inner():
        nonlocal kept
        return sum((kept := i) for i in range(5))

    return inner(), kept


def in_lambda(n):
    return (lambda: (max((m := i) for i in range(n)), m))()


print(never_bound(), declared(), shared, of_around(), in_lambda(4))
print(any((hit := i) > 2 for i in range(9)), hit)
