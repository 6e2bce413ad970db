# str and bytes: building, taking apart, formatting.


def reverse(s: str) -> str:
    out = ""
    for c in s:
        out = c + out
    return out


def is_palindrome(s: str) -> bool:
    i = 0
    j = len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i += 1
        j -= 1
    return True


def caesar(s: str, n: int) -> str:
    out = []
    for c in s:
        if "a" <= c <= "z":
            out.append(chr((ord(c) - 97 + n) % 26 + 97))
        else:
            out.append(c)
    return "".join(out)


def words(s: str) -> dict:
    out = {}
    for w in s.split():
        out[w] = len(w)
    return out


def hexes(b: bytes) -> str:
    digits = "0123456789abcdef"
    out = ""
    for x in b:
        out += digits[x >> 4] + digits[x & 15]
    return out


def checksum(b: bytes) -> int:
    n = 0
    for i in range(len(b)):
        n = (n + b[i] * (i + 1)) % 65521
    return n


def fill(n: int) -> bytearray:
    b = bytearray(n)
    for i in range(n):
        b[i] = i * i & 0xFF
    return b


def repeat(s: str, n: int) -> str:
    return s * n + n * "-"


def formats(name: str, n: int, x: float, b: bool) -> list:
    return [
        f"{name} {n} {x} {b}",
        f"{name!r:>8}|{n:5d}|{n:<5}|{n:05}|{x:.2f}|{n:x}|{n + 1}",
        f"{{{n}}} {name[0]} {[n, x]} {'in' if b else 'out'}",
        "%s=%d %r %5.1f%%" % (name, n, name, x),
        "{} {1}".format(name, n) if False else "{0} {1} {0}".format(name, n),
        name + str(n) + str(x) + str(b),
        f"{n=}",
        f"",
        f"{n}" f"{x}" "end",
    ]


print(reverse("hello"), reverse(""), is_palindrome("level"), is_palindrome("ab"), is_palindrome(""))
print(caesar("hello, world", 3), caesar(caesar("xyz", 5), -5), sorted(words("a bb a ccc").items()))
print(hexes(b"\x00\xff\x10"), checksum(b"hello"), fill(20), repeat("ab", 3), repeat("x", 0), repeat("x", -1))
for line in formats("name", 42, 2.5, True):
    print(line)
s = "Hello"
print(s[0], s[-1], s[1:3], s[::-1], s.upper(), s.find("l"), s.replace("l", "L"), s.startswith("He"), "ell" in s)
print(",".join(["a", "b"]), "a,b,,c".split(","), " x ".strip(), "ab".encode(), b"ab".decode(), s == "Hello", s < "World")
for i in (5, -6, 100):
    try:
        print(s[i])
    except IndexError as e:
        print(e.args)
try:
    s[0] = "x"
except TypeError as e:
    print(type(e))
b = b"abc"
print(b[0], b[1:], b + b"d", b * 2, 98 in b, list(b), bytes([1, 2]), bytes(2), b == b"abc")
a = bytearray(b"xyz")
a[0] = 65
a.append(66)
a += b"!"
print(a, a[1:3], len(a))
for v in (256, -1):
    try:
        a[0] = v
        print(a[0])
    except ValueError as e:
        print(e.args)
print("é" + "日", len("é日"), "é"[0], "tab\tnew\\", 'quote"', "a" "b")
