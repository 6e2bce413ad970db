# Annotated containers whose elements are not what they promise: checked when an element comes out.


def first(values: list[int]) -> int:
    return values[0]


def total(values: list[int]) -> int:
    t = 0
    for v in values:
        t += v
    return t


def scaled(values: list[float], k: float) -> float:
    t = 0.0
    for v in values:
        t += v * k
    return t


def lookup(table: dict[str, int], key: str) -> int:
    return table[key] + 1


def longest(words: list[str]) -> str:
    best = ""
    for w in words:
        if len(w) > len(best):
            best = w
    return best


def nested(rows: list[list[int]]) -> int:
    t = 0
    for row in rows:
        for v in row:
            t += v
    return t


def pair(p: tuple[int, str]) -> str:
    n, s = p
    return s * n


print(first([1]), first([1 << 80]), first([True]), total([1, True, 1 << 70]), scaled([1, 2.5, True], 2))
print(lookup({"a": 1}, "a"), longest(["a", "abc", "ab"]), longest([]), nested([[1], [2, 3], []]), pair((2, "ab")))
