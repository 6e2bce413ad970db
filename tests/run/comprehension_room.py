"""Lists of comprehensions over ranges: what they hold, and when what raises raises."""


def squares(n: int) -> list[int]:
    return [i * i for i in range(n)]


def between(a: int, b: int) -> list[int]:
    return [i - a for i in range(a, b)]


def stepped(a: int, b: int, c: int) -> list[int]:
    return [i for i in range(a, b, c)]


def of_bools(a: bool, b: bool) -> list[int]:
    return [i + 10 for i in range(a, b)] + [i for i in range(b)]


def nested(n: int) -> list[list[int]]:
    return [[i * n + k for k in range(n + 1)] for i in range(n * 2)]


def told(name: str, n: int) -> int:
    print(name, n)
    return n


def in_order(a: int, b: int) -> list[int]:
    return [told("item", i) for i in range(told("start", a), told("stop", b))]


def until_it_raises(items: list[int], n: int) -> list[int]:
    return [items[i] for i in range(n)]


def filtered(n: int) -> list[int]:
    return [i for i in range(n) if i % 3]


def grown(n: int) -> list[int]:
    made = [i for i in range(n)]
    made.append(n)
    made += [n + 1, n + 2]
    return made


def inside_itself(n: int) -> list[int]:
    made = [0]
    made = [len(made) + i for i in range(n)]
    return made


def calls_in_bounds(text: str) -> list[str]:
    return [text[i] for i in range(len(text))] + [text[i] for i in range(1, len(text) - 1)]


for n in (0, 1, 3, 4, 5, 100, 512, 513, 700):
    print(n, len(squares(n)), sum(squares(n)), sum(grown(n)), len(filtered(n)), sum(inside_itself(n)))
print(squares(-5), between(3, 9), between(9, 3), between(-4, 4))
for start in (1 << 29, 1 << 40, -(1 << 62), 1 << 63):
    try:
        print(between(start, start + 6))
    except OverflowError as e:
        print(start, e)
print(stepped(0, 10, 3), stepped(10, 0, -3), stepped(0, 10, 20))
print(of_bools(False, True), of_bools(True, True), of_bools(True, False))
print(nested(3))
print(in_order(2, 5), in_order(2, 2))
print(calls_in_bounds("some text"), calls_in_bounds(""))
for n in (1 << 29, 1 << 60):
    try:
        until_it_raises([1, 2, 3], n)
    except (IndexError, OverflowError) as e:
        print(e)
try:
    stepped(1, 2, 0)
except ValueError as e:
    print(e)
