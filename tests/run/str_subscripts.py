# Subscripts and slices of str and bytes: negative, steps, out of range, not at all.


def at(s: str, i: int) -> str:
    return s[i]


def cut(s: str, a, b):
    return s[a:b]


def step(s: str, a, b, c):
    return s[a:b:c]


def byte(s: bytes, i: int) -> int:
    return s[i]


def tail(s: str) -> str:
    return s[1:]


def head(s: str) -> str:
    return s[:-1]


def at_any(s, i):
    return s[i]


word = "naïve €uro"
for i in range(-len(word), len(word)):
    print(i, at(word, i), at_any(word, i), end=" ")
print()
for a in (None, 0, 1, 5, -1, -3, 100, -100):
    for b in (None, 0, 2, -2, 100, -100):
        print(repr(cut(word, a, b)), end=" ")
    print()
for c in (1, None):
    print(step("abcdefgh", None, None, c), step("abcdefgh", 1, 6, c), step("abcdefgh", -5, -1, c))
print(tail("abc"), tail(""), head("abc"), head(""), tail(tail("abc")))
data = b"\x00\x7f\xff abc"
print(byte(data, 0), byte(data, 2), byte(data, -1), data[1:3], data[::1], data[:0], data[3:])


def fails(f, a, b):
    try:
        print(f(a, b))
    except Exception as e:
        print(type(e), e.args)


fails(at, "abc", 3)
fails(at, "abc", -4)
fails(at, "", 0)
fails(at_any, "abc", "x")
fails(at_any, "abc", 1.0)
fails(at_any, "abc", None)
fails(at_any, 5, 0)
fails(at_any, "abc", True)
fails(byte, b"abc", 3)
fails(byte, b"abc", -4)


def store(s: str):
    s[0] = "x"


def remove(s):
    del s[0]


def zero_step(s):
    return s[::0]


def backwards(s: str):
    return s[::-1]


for f in (store, remove, zero_step, backwards):
    try:
        print(f("abc"))
    except Exception as e:
        print(type(e), e.args)
