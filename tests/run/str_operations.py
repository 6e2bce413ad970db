# Strings: operators, methods, comparison, iteration, with and without annotations.


def join(a: str, b: str) -> str:
    return a + "-" + b


def times(a: str, n: int) -> str:
    return a * n


def join_any(a, b):
    return a + "-" + b


def has(text: str, part: str) -> bool:
    return part in text


def has_not(text: str, part: str) -> bool:
    return part not in text


def order(a: str, b: str):
    return a < b, a <= b, a == b, a != b, a > b, a >= b


def letters(text: str):
    out = []
    for c in text:
        out.append(c)
    return out


def count_vowels(text: str) -> int:
    n = 0
    for c in text:
        if c in "aeiou":
            n += 1
    return n


def grow(text: str) -> str:
    text += "!"
    text *= 3
    return text


print(join("a", "b"), join_any("c", "d"), times("ab", 3), times("ab", 0), times("ab", -1))
print(3 * "xy", "" * 5, "a" "b")
print(has("hello", "ell"), has("hello", ""), has("", "x"), has_not("hello", "z"))
print(order("a", "b"), order("b", "a"), order("a", "a"), order("", "a"), order("abc", "abd"))
print(letters("héé"), letters(""), count_vowels("education"), grow("hi"))

s = "The quick brown fox"
print(s.upper(), s.lower(), s.split(), s.split("q"), s.split(" ", 2), s.rsplit(" ", 1))
print(s.find("quick"), s.find("slow"), s.rfind("o"), s.index("fox"), s.count("o"))
print(s.replace("quick", "slow"), s.replace("o", "0", 1))
print(s.startswith("The"), s.endswith("fox"), s.startswith("he", 1))
print("  pad ".strip(), "  pad ".lstrip() + "|", "  pad ".rstrip() + "|", "xxaxx".strip("x"))
print(",".join(["a", "b", "c"]), "".join([]), "-".join(("x",)), "ab".join("123"))
print("a,b".partition(","), "a,b,c".rpartition(","), "ab".center(6) + "|")
print("abc".isalpha(), "12".isdigit(), " ".isspace(), "AB".isupper(), "ab".islower())
print(len("héllo"), "héllo".encode(), b"h\xc3\xa9".decode(), str(b"abc", "utf-8"))
print(ord("é"), chr(233), ord("€"), chr(0x20AC), repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\x00\n\t\\é"))
print(str(1), str(None), str(True), str([1, "a"]), str(("x",)), str({}))
print(int("12"), int("ff", 16), int("-0b11", 0), float("1.5"))
print(min("hello"), max("hello"), sorted("hello"), list(reversed("abc")), hash("a") == hash("a"))
print("%s and %r" % ("a", "b"), "%d%%" % 5, "{} {}".format(1, "x"), "{0}{0}{a}".format("k", a=2))
print("a" < "b" < "c", "a" < "c" < "b", "x" if "" else "y", not "", bool("a"))


def fails(what):
    try:
        if what == "add":
            return "a" + 1
        if what == "index":
            return "abc".index("z")
        if what == "int":
            return int("x1")
        if what == "method":
            return "abc".nothing()
        if what == "less":
            return "a" < 1
        if what == "join":
            return ",".join([1])
        if what == "in":
            return 1 in "a"
        if what == "ord":
            return ord("ab")
        return "no"
    except Exception as e:
        return type(e), e.args


for what in ("add", "index", "int", "method", "less", "join", "in", "ord", "?"):
    print(what, fails(what))
