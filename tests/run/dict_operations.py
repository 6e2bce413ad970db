# Dicts: display, store, delete, methods, iteration, annotated and not.


def count(words: list[str]) -> dict[str, int]:
    out: dict[str, int] = {}
    for w in words:
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out


def invert(d: dict) -> dict:
    out = {}
    for k, v in d.items():
        out[v] = k
    return out


def get(d: dict[str, int], k: str, default: int) -> int:
    return d.get(k, default)


def total(d: dict[str, float]) -> float:
    t = 0.0
    for v in d.values():
        t += v
    return t


def keys(d):
    out = []
    for k in d:
        out.append(k)
    out.sort()
    return out


def memo_fib(n: int, memo: dict[int, int]) -> int:
    if n < 2:
        return n
    if n in memo:
        return memo[n]
    r = memo_fib(n - 1, memo) + memo_fib(n - 2, memo)
    memo[n] = r
    return r


def show(d):
    return sorted(d.items())


print(show(count(["a", "b", "a", "c", "a"])), show(invert({1: "x", 2: "y"})), get({"a": 5}, "a", 0), get({}, "a", 7))
print(total({"a": 1.5, "b": 2}), keys({"z": 1, "y": 2}), keys({}), memo_fib(20, {}))
d = {"a": 1, "b": 2, 3: "c", None: "n", (1, 2): "t", 2.5: "f", True: "yes"}
print(len(d), d["a"], d[3], d[None], d[1, 2], d[2.5], d[1], d[True], "b" in d, "z" not in d)
d["a"] = 10
d["new"] = [1]
d["new"].append(2)
d["a"] -= 3
del d["b"], d[3]
print(len(d), d["a"], d["new"], d.get("b"), d.get("b", 0), d.pop("a"), d.pop("a", "gone"), d.setdefault("s", 1), d.setdefault("s", 2))
e = {}
e.update({"k": 1})
e.update([("l", 2)])
e.update(m=3)
print(show(e), e == {"k": 1, "l": 2, "m": 3}, e != {}, bool({}), bool(e), e.copy() == e, e.copy() is e)
for k in sorted(e.keys()):
    print(k, e[k], end=" ")
print(sorted(e.values()), sorted(list(e)), dict([(1, 2)]), dict(a=1), dict({}), len(dict(e)))
e.clear()
print(e, e.items(), len(e))
nested = {"x": {"y": {"z": 1}}}
nested["x"]["y"]["z"] += 41
nested["x"]["w"] = nested["x"]["y"]
print(nested["x"]["w"]["z"], nested["x"]["y"] is nested["x"]["w"])
log = []


def note(x):
    log.append(x)
    return x


print(len({note("k1"): note("v1"), note("k2"): note("v2")}), log)
many = {}
for i in range(100):
    many[i] = str(i)
for i in range(0, 100, 2):
    del many[i]
print(len(many), many[99], 98 in many, sum(many))
print({1: "int", 1.0: "float", True: "bool"}, {"k": 1, "k": 2})


def fails(what):
    d = {"a": 1}
    try:
        if what == 0:
            return d["b"]
        if what == 1:
            del d["b"]
        if what == 2:
            return d.pop("b")
        if what == 3:
            d[[1]] = 1
        if what == 4:
            return {}.popitem()
        if what == 5:
            return {{}: 1}
        if what == 6:
            return d + d
        if what == 7:
            return d.get()
        if what == 8:
            return d[[]]
        if what == 9:
            d["b"] += 1
        if what == 10:
            return [] in d
        return show(d)
    except Exception as e:
        return type(e), e.args


for what in range(12):
    print(what, fails(what))
