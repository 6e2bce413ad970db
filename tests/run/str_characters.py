"""Characters of strs, one by one and by their places: ASCII, beyond it, of classes that derive from str."""


def characters(text: str) -> list[str]:
    found: list[str] = []
    for c in text:
        found.append(c)
    return found


def places(text: str) -> list[str]:
    found: list[str] = []
    for i in range(-12, 12):
        try:
            found.append(text[i])
        except IndexError as error:
            found.append(str(error))
    return found


def compared(text: str) -> int:
    count = 0
    for c in text:
        if c in "aeiou":
            count += 1
        if c not in "xyz\x00":
            count += 100
        if c == "q" or "w" == c:
            count += 10000
        if c != "\xe9":
            count += 1000000
    return count


def found(text: str, part: str) -> tuple[bool, bool, bool]:
    return part in "abcdef", text != part, part not in "abc"


def white(text: str, at: int) -> int:
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at


def stopped(text: str) -> str:
    """The first that is no letter, of an iteration that is left, and one within another."""
    for c in text:
        for d in text:
            if d == " ":
                return c + d
    return "none"


def pairs(text: str):
    for c in text:
        yield c
        yield c * 2


class Marked(str):
    def __iter__(self):
        return iter(["begin", "end"])

    def __getitem__(self, place):
        return "at " + str(place)

    def split(self):
        return ["one"]


def ends(text: str) -> str:
    first = text[0]
    return first + text[-1] + text[True]


def words(text: str) -> list[str]:
    return text.split()


def parts(text: str, separator: str) -> list[str]:
    return text.split(separator)


def same_twice(text: str) -> bool:
    return words(text) == words(text)


def cut(text: str, start: int, stop: int) -> list[str]:
    return [text[start:stop], text[start:], text[:stop], text[:], text[start:stop] + text[stop:]]


def cut_by(text: str, bound: object) -> str:
    return text[bound:] + text[:bound]


ANYTHING = [5, None, b"by"]
TEXTS = [
    "hello",
    "",
    "caf\xe9 na\xefve \u20ac\U0001f600!",
    "a",
    "\x00\x7f\x80",
    "w" * 40 + "\xe9qwx",
    "the quick brown fox",
    "".join([chr(i) for i in range(32, 128)]),
]
for text in TEXTS:
    print(characters(text), places(text), compared(text))
    print(list(pairs(text))[:6], stopped(text), white("  " + text, 0))
    for start in (-100, -7, -2, -1, 0, 1, 3, 11, 100):
        print([cut(text, start, stop) for stop in (-9, -1, 0, 2, 5, 50)])
print(cut_by("abc", None), cut_by("abc", True), cut_by(Marked("a"), 2), cut(Marked("xyz"), 1, 2), cut_by("caf\xe9s", -1))
print(characters(Marked("x")), places(Marked("y"))[:3], ends(Marked("z")), ends("xyz"))
for part in ("abc", "", "cd", "ac", "a", "g", "abcdef", "abcdefg", "".join(["c", "d"]), "".join(["c"])):
    print(found("abc", part), found(part, part))
for text in ("", " ", "a", " a b\t\nc  ", "one two one two", "\x0bx\x0c\ry\x1cz", "caf\xe9 \xa0 x", "a" * 30 + " " + "b" * 17):
    print(words(text), same_twice(text))
for text in ("", ",", "a,", ",a", "a,b,,c", "a, b, c", "caf\xe9,\u20ac,caf\xe9", "x" * 20 + "," + "y"):
    print(parts(text, ","), parts(text, ", "), parts(text, text + "."))
print(words(Marked("a b")))
for call in (
    lambda: parts("a", ""),
    lambda: parts("a", ANYTHING[0]),
    lambda: found("a", ANYTHING[0]),
    lambda: characters(ANYTHING[0]),
    lambda: ends(""),
    lambda: cut_by("abc", "a"),
    lambda: cut_by("abc", 2**40),
    lambda: characters(ANYTHING[1]),
):
    try:
        print(call())
    except (TypeError, ValueError, IndexError, OverflowError) as error:
        print(type(error).__name__)
