# Items of a list of floats that are only moved are the objects that they were; an int becomes a float.


def swap(items: list[float], i: int, j: int) -> None:
    items[i], items[j] = items[j], items[i]


def rotate(items: list[float]) -> None:
    first = items[0]
    for i in range(len(items) - 1):
        items[i] = items[i + 1]
    items[-1] = first


def add(items: list[float], others: list[float]) -> float:
    total = 0.0
    for i in range(len(items)):
        total += items[i] * others[i]
    return total


items = [0.5, 1.5, 2.5, 3.5]
swap(items, 0, 3)
print(items)
rotate(items)
print(items)

mixed = [1, 2.5, 4]
swap(mixed, 0, 1)
print([item * 1.0 for item in mixed])
print(add([1, 2.0, 3], [0.5, 2, 1.0]))
same = items[2]
swap(items, 2, 3)
print(items[3] is same)


class Whole(int):
    pass


for odd in ("x", None, [1.0], Whole(3)):
    try:
        print(add([1.0, odd, 2.0], [1.0, 1.0, 1.0]))
    except TypeError:
        print("TypeError")
