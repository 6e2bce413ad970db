# What an annotation promises and the caller does not keep raises TypeError. Each case raises TypeError by itself as
# bytecode, so that both do the same.


def total(values: list[int]) -> int:
    t = 0
    for v in values:
        t += v
    return t


def lookup(table: dict[str, int], key: str) -> int:
    return table[key] + 1


def longest(words: list[str]) -> int:
    best = 0
    for w in words:
        if len(w) > best:
            best = len(w)
    return best


def nested(rows: list[list[int]]) -> int:
    t = 0
    for row in rows:
        for v in row:
            t += v
    return t


def half(x: float) -> float:
    return x / 2


def halves(values: list[float]) -> float:
    t = 0.0
    for v in values:
        t += half(v)
    return t


def attempt(f, argument):
    try:
        print(f(argument))
    except TypeError:
        print("TypeError")


attempt(total, [1, 2, "x", 3])
attempt(total, [1, None])
attempt(total, None)
attempt(total, 5)
attempt(longest, ["a", "bc", 5])
attempt(longest, [None])
attempt(nested, [[1, 2], [3, "x"], [4]])
attempt(nested, [[1], 5])
attempt(halves, [1.0, 2, "x"])
attempt(halves, [[]])
for table, key in (({"a": "x"}, "a"), ({"a": None}, "a"), (None, "a"), (5, "a")):
    try:
        print(lookup(table, key))
    except TypeError:
        print("TypeError")
try:
    lookup({"a": 1}, "b")
except KeyError as e:
    print("KeyError", e)
