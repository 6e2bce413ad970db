# Text and containers in small functions: dispatch on types, keyword calls, augmented items, parsing.


def tails(v):
    "a docstring"
    return v


def each_kind(x: object):
    if isinstance(x, bool):
        return "bool"
    if isinstance(x, int):
        return "int"
    if isinstance(x, (str, bytes)):
        return "text"
    if type(x) is list:
        return "list"
    if callable(x):
        return "callable"
    return type(x).__name__


def many(a, b, c, d, e, f, g, h, i, j, k, l):
    return a + b + c + d + e + f + g + h + i + j + k + l


def kwonly(a, *, b: int = 2, c="c"):
    return a, b, c


def star(*args, sep: str = "-"):
    return sep.join(args)


def kwargs(**kw):
    return sorted(kw.items())


def posonly(a, b, c):
    return a, b, c


def ret_none() -> None:
    return None


def fall():
    pass


def early(x: int):
    if x > 0:
        return "pos"


def big(n: int) -> int:
    return (n << 100) % 1000007 + n ** 20 // 3


def deep(d, path: list):
    for key in path:
        d = d[key]
    return d


def swap_slices(v: list, i: int, j: int):
    v[i:j], v[j:] = v[j:], v[i:j]
    return v


def chain(x):
    return x.strip().lower().split(",")[1:][0].upper().encode()


def aug(d, o):
    d["a"]["b"][0] += 1
    d["a"]["b"] += [5]
    d["a"]["c"] = d["a"].get("c", 0) + 1
    d["l"][-1:] += [7]
    d["s"] |= {2}
    d["t"] += (3,)
    d["x"] <<= 3
    d["x"] **= 2
    d["f"] /= 2
    d["f"] //= 1
    d["m"] %= 4
    return d


def sorting(words: list[str]) -> list[str]:
    words.sort(key=len)
    words = sorted(words, key=str.lower, reverse=True)
    return words


def fmt(v: float, w: int, s: str):
    return "{:>8.2f}|{:<5}|{!r}".format(v, w, s)


def kw_method():
    return "{a}{b}".format(a=1, b=2), "a b".split(), sorted([2, 1], reverse=True), dict(a=1), max([1, 2], key=abs)


def bits(data: bytes) -> str:
    out = ""
    for b in data:
        for i in range(7, -1, -1):
            out += "1" if b >> i & 1 else "0"
    return out


def parse(text: str) -> dict[str, object]:
    out: dict[str, object] = {}
    for line in text.split("\n"):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        key, _, value = line.partition("=")
        try:
            out[key.strip()] = int(value)
        except ValueError:
            try:
                out[key.strip()] = float(value)
            except ValueError:
                out[key.strip()] = value.strip()
    return out


print(tails.__name__, each_kind(True), each_kind(1), each_kind("x"), each_kind([]), each_kind(len), each_kind(None), each_kind(1.5))
print(many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12), many(1, b=2, c=3, d=4, e=5, f=6, g=7, h=8, i=9, j=10, k=11, l=1 << 40))
print(kwonly(1), kwonly(1, c=3), kwonly(b=5, a=4), star("a", "b"), star("a", "b", sep="+"), star(), kwargs(x=1, y=2), kwargs(), posonly(1, 2, c=3))
print(ret_none(), fall(), early(1), early(0), big(3), deep({"a": [{"b": 5}]}, ["a", 0, "b"]), swap_slices([1, 2, 3, 4, 5], 1, 3), chain(" A,b,C "))
print(sorted(aug({"a": {"b": [1]}, "l": [1], "s": {1}, "t": (1,), "x": 3, "f": 7.0, "m": -1}, None).items()))
print(sorting(["bb", "A", "ccc", "a"]), fmt(1.234, 3, "s"), kw_method(), bits(b"\x05\xff"))
print(sorted(parse("# c\na = 1\nb=2.5\nc = text \n\nd").items()))
