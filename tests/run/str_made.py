"""Strs that are made of others and of ints: short ones and long ones, the same again and again."""


def joined(a: str, b: str) -> str:
    return a + b


def added(a: str, b: str) -> str:
    text = a
    text += b
    text += a
    return text


def numbers(values: list[int]) -> str:
    text = ""
    for value in values:
        text += str(value)
        text += "."
    return text


def number(value: int) -> str:
    return str(value)


def hexadecimal(data: bytes) -> str:
    digits = "0123456789abcdef"
    text = ""
    for byte in data:
        text += digits[byte >> 4] + digits[byte & 15]
    return text


def counted(text: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in text.split():
        counts[word] = counts.get(word, 0) + 1
    return counts


class Loud(str):
    def __add__(self, other):
        return "loud " + str(other)

    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return True


def equal(a: str, b: str) -> bool:
    return a == b


def different(a: str, b: str) -> bool:
    return a != b


class Holder:
    def __init__(self, name):
        setattr(self, name, name)


def many(count: int) -> int:
    total = 0
    for i in range(count):
        total += len("n" + str(i)) + len(str(-i) + "x")
    return total


print(joined("", ""), joined("a", ""), joined("", "b"), joined("a", "b"), joined("caf\xe9", "\u20ac"))
print(joined("x" * 15, "y"), joined("x" * 16, "y"), joined("x" * 300, "y")[-3:])
print(added("ab", "cd"), added("", "c"), added("x" * 9, "y" * 9))
print(joined(Loud("a"), "b"), equal(Loud("a"), "b"), equal("ab", joined("a", "b")))
print(different(Loud("a"), "a"), different("a", "b"), different("a", "a"), different("ab", joined("a", "b")))
print(numbers([0, 1, -1, 9, 10, 255, -1000, 2**29, -(2**30), 2**30 - 1, 2**40, -(2**70)]))
print(number(True), number(7), number(-0), number(10**20))
print(hexadecimal(bytes(range(0, 256, 7))), hexadecimal(b"\x00\x00\x00"))
for _ in range(2):
    counts = counted("the fox and the dog and the caf\xe9 " * 3 + "x" * 40)
    print([(word, counts[word]) for word in sorted(counts)])
    holder = Holder(joined("na", "me"))
    print(holder.name, getattr(holder, joined("n", "ame")), counts.get(joined("f", "ox")), joined("do", "g") in counts)
print(many(300))
ANYTHING = [5, None]
for call in (lambda: joined("a", ANYTHING[0]), lambda: joined(ANYTHING[1], "a")):
    try:
        print(call())
    except TypeError:
        print("TypeError")
