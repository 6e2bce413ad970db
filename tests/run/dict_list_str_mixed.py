# Everyday algorithms on containers and text: counting, sorting, matrices, sieves, bases, checksums, permutations.


def strs(a: str, b: str, n: int) -> str:
    a += b
    a = a[1:] + a[0]
    a = a * n
    if a == b or a != "x" and a:
        a = a.upper()
    return a


def opt(s: str | None) -> int:
    if s is None:
        return -1
    return len(s)


def either(x: int | str) -> object:
    return x * 2


def cond(s: str, t: bytes, l: list, d: dict, st: set, tp: tuple):
    out = []
    if s:
        out.append("s")
    if t:
        out.append("t")
    if not l:
        out.append("l")
    while d:
        d.popitem()
        out.append("d")
    out.append(1 if st else 0)
    out.append(tp and tp[0])
    out.append(s or t or "none")
    return out


def compare(a: str, b: bytes, c: list, d):
    return a == b, a == c, c == d, a != d, b == d, (a, b) == (a, b), a is a, a is not d, [a] == [a], a in [b, a], a in {a: 1}


def index_types(v: list[int], t: tuple, s: str, d: dict[int, str]):
    i: bool = True
    return v[i], t[i], s[i], d[i], v[-i]


def nest(d: dict[str, list[dict[str, int]]]) -> int:
    total = 0
    for key in d:
        for entry in d[key]:
            for name, value in entry.items():
                total += value * len(name)
    return total


def fill(n: int) -> dict[str, list[int]]:
    out: dict[str, list[int]] = {}
    for i in range(n):
        key = "k%d" % (i % 3)
        if key not in out:
            out[key] = []
        out[key].append(i)
        out[key][-1] += 1
    return out


def matrix(n: int) -> list[list[float]]:
    m: list[list[float]] = []
    for i in range(n):
        m.append([0.0] * n)
        m[i][i] = 1
    return m


def mul(a: list[list[float]], b: list[list[float]]) -> list[list[float]]:
    n = len(a)
    out = matrix(n)
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i][k] * b[k][j]
            out[i][j] = s
    return out


def words(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    word = ""
    for c in text + " ":
        if c.isalpha():
            word += c.lower()
        elif word:
            counts[word] = counts.get(word, 0) + 1
            word = ""
    return counts


def sieve(n: int) -> list[int]:
    flags = bytearray(n + 1)
    out: list[int] = []
    for i in range(2, n + 1):
        if not flags[i]:
            out.append(i)
            for k in range(i * i, n + 1, i):
                flags[k] = 1
    return out


def reverse(s: str) -> str:
    out = ""
    for c in s:
        out = c + out
    return out


def caesar(s: str, k: int) -> str:
    out = []
    for c in s:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - 97 + k) % 26 + 97))
        else:
            out.append(c)
    return "".join(out)


def to_base(n: int, base: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    if n == 0:
        return "0"
    out = ""
    neg = n < 0
    n = abs(n)
    while n:
        n, r = divmod(n, base)
        out = digits[r] + out
    return "-" + out if neg else out


def crc32(data: bytes) -> int:
    crc = 0xFFFFFFFF
    for b in data:
        crc ^= b
        for _ in range(8):
            crc = (crc >> 1) ^ (0xEDB88320 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def flatten(x, out: list) -> list:
    if isinstance(x, (list, tuple)):
        for y in x:
            flatten(y, out)
    else:
        out.append(x)
    return out


def perms(items: list[int], k: int, out: list[list[int]]) -> None:
    if k == len(items):
        out.append(items[:])
        return
    for i in range(k, len(items)):
        items[k], items[i] = items[i], items[k]
        perms(items, k + 1, out)
        items[k], items[i] = items[i], items[k]


print(strs("ab", "cd", 2), strs("", "x", 0), opt(None), opt("abc"), either(4), either("ab"), either(1 << 62))
print(cond("s", b"", [], {"a": 1, "b": 2}, set(), (5,)), cond("", b"t", [1], {}, {1}, ()))
print(compare("a", b"a", [], []), compare("", b"", ["x"], "x"))
print(index_types([1, 2], (3, 4), "ab", {1: "one"}), nest({"a": [{"xx": 3, "y": 1}, {}], "b": []}))
print(sorted(fill(7).items()), mul([[1.0, 2], [3, 4.5]], matrix(2)), sorted(words("The cat, the dog. A cat!").items()))
print(sieve(50), reverse("héllo"), caesar("hello, world", 3), to_base(255, 16), to_base(-10, 2), to_base(1 << 70, 36), to_base(0, 2))
print(hex(crc32(b"123456789")), flatten([1, (2, [3, "x"]), []], []))
out = []
perms([1, 2, 3], 0, out)
print(out)
print(sum(range(10)), sum([0.5, 1]), max([3, 9, 2]), min("b", "a"), abs(-5), round(2.5), pow(2, 10), divmod(-7, 2), hex(255), bin(5), oct(8))
print(list(map(reverse, ["ab", "cd"])), sorted(["bb", "a", "ccc"], key=len, reverse=True), any(map(str.isdigit, ["a", "1"])))
print("%s" % caesar("abc", n) if (n := 1) else "", end="!\n")
print(1, 2, sep="-", end=";\n")
