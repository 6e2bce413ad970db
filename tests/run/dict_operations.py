# Dicts and sets.


def count(words: list) -> dict:
    out: dict[str, int] = {}
    for w in words:
        out[w] = out.get(w, 0) + 1
    return out


def lookup(d: dict, k):
    return d[k]


def invert(d: dict[str, int]) -> dict:
    out = {}
    for k in d:
        out[d[k]] = k
    return out


def total(d: dict[str, float]) -> float:
    s = 0.0
    for k in d:
        s += d[k]
    for v in d.values():
        s += v
    return s


def memo(n: int, seen: dict) -> int:
    if n in seen:
        return seen[n]
    r = n if n < 2 else memo(n - 1, seen) + memo(n - 2, seen)
    seen[n] = r
    return r


def group(pairs) -> dict:
    out = {}
    for k, v in pairs:
        if k not in out:
            out[k] = []
        out[k].append(v)
    return out


def order() -> tuple:
    log = []
    d = {log.append("v1") or "k": log.append("v2") or 1}
    d[log.append("key") or "x"] = log.append("value") or 2
    return log, sorted(d)


print(sorted(count(["a", "b", "a"]).items()), sorted(invert({"x": 1, "y": 2}).items()), total({"a": 1.5, "b": 2}))
print(memo(20, {}), sorted(group([(1, "a"), (2, "b"), (1, "c")]).items()), order())
d = {"a": 1, 2: "two", (3, 4): None, 1.5: [], None: True}
for k in ("a", 2, (3, 4), 1.5, None, 2.0):
    print(lookup(d, k))
for k in ("zz", 99, False):
    try:
        print(lookup(d, k))
    except KeyError as e:
        print(type(e), e.args)
try:
    print(lookup(d, []))
except TypeError as e:
    print(type(e))
d["a"] += 5
d.update({"b": 7})
print(d.pop("b"), d.get("b"), d.get("b", 0), d.setdefault("c", 3), "c" in d, "z" not in d, len(d))
del d["c"]
try:
    del d["c"]
except KeyError as e:
    print(e.args)
print({1: 2} == {1: 2}, {} == {}, {1: 2} != {1: 3}, bool({}), dict([(1, 2)]), dict(a=1))
s = {1, 2, 3}
s.add(2)
s.add(4)
s.discard(9)
print(sorted(s), 2 in s, len(s), sorted(s & {2, 4}), sorted(s | {9}), sorted(s - {1}), sorted(s ^ {1, 7}), {1} < s)
print(sorted({"k": 1, "l": 2}.keys()), sorted({"k": 1}.values()), set() == {1} - {1})
