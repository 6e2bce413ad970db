# Sets and frozensets.


def unique(values: list[int]) -> int:
    seen: set[int] = set()
    for v in values:
        seen.add(v)
    return len(seen)


def common(a: set, b: set) -> set:
    return a & b


def letters(text: str) -> list[str]:
    out = set()
    for c in text:
        out.add(c)
    return sorted(out)


def total(values: set[int]) -> int:
    t = 0
    for v in values:
        t += v
    return t


print(unique([1, 2, 1, 3]), unique([]), sorted(common({1, 2}, {2, 3})), letters("banana"), total({1, 2, 3}))
s = {1, 2, 3}
s.add(3)
s.discard(9)
s.remove(1)
print(sorted(s), len(s), 2 in s, 1 not in s, s == {3, 2}, s != set(), bool(set()), {1} < {1, 2}, {1, 2} >= {2})
print(sorted(s | {9}), sorted(s - {2}), sorted(s ^ {2, 5}), sorted(s.union([7])), s.isdisjoint({8}), s.issubset({2, 3, 4}))
s |= {5}
s -= {2}
s &= {3, 5, 6}
s ^= {6}
s.update([10])
print(sorted(s), {1, True, 1.0}, set("a"), set(), {(1, 2)}, frozenset([1]), sorted(frozenset("ab")))
print({frozenset([1]): "k"}[frozenset([1])], sorted({"b", "a"}))
popped = {7}.pop()
print(popped, len(s.copy()))
s.clear()
print(s)


def fails(what):
    try:
        if what == 0:
            {1}.remove(2)
        if what == 1:
            {[]}
        if what == 2:
            set().pop()
        if what == 3:
            {1} + {2}
        if what == 4:
            {1}[0]
        if what == 5:
            frozenset().add(1)
        if what == 6:
            total({"x"})
        return "fine"
    except Exception as e:
        return type(e)


for what in range(8):
    print(what, fails(what))
