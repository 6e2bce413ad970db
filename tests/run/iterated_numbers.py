# Loops over bytes, bytearrays and arrays, and sums of these and of lists.
from array import array


class Own(bytearray):
    def __iter__(self):
        yield 500
        yield 3


class Loud(list):
    def __iter__(self):
        return iter([1, 2, 30])


def of_bytes(data: bytes) -> int:
    total = 0
    for byte in data:
        total = total * 3 + byte & 0xFFFFFF
    return total


def of_bytearray(data: bytearray) -> int:
    total = 0
    for byte in data:
        if byte == 9:
            continue
        if byte == 200:
            break
        total += byte
    else:
        total = -total
    return total


def of_array(items: array[int]) -> int:
    total = 0
    for item in items:
        total += item
    return total


def of_unknown(items: array) -> list:
    return [item for item in items]


for data in (b"", b"a", bytes(range(256)), b"\xff" * 40):
    print(of_bytes(data), of_bytearray(bytearray(data)), sum(data))

for code, numbers in (
    ("b", [-128, 127, 0]), ("B", [0, 255]), ("h", [-32768, 32767]), ("H", [65535, 1]), ("i", [-1 << 31, (1 << 31) - 1]),
    ("I", [0, 4294967295, 1 << 30]), ("l", [-5, 5]), ("L", [7, 1 << 31]), ("q", [-1 << 63, (1 << 63) - 1]), ("Q", [1 << 63]), ("h", []),
):
    items = array(code, numbers)
    print(code, of_array(items), of_unknown(items))
print(of_unknown(array("f", [0.5, -1.5])))


def growing(data: bytearray) -> int:
    count = 0
    for byte in data:
        count += byte
        if len(data) < 20:
            data.append(byte + 1)
    return count


print(growing(bytearray(b"\1\2")), growing(bytearray()))


def shrinking(items: array[int]) -> list:
    seen = []
    for item in items:
        seen.append(item)
        for other in items:
            seen.append(other)
            if len(seen) > 12:
                return seen
    return seen


print(shrinking(array("h", [3, -4, 5])))


def two_ways(data: bytearray) -> list:
    pairs = []
    for a in data:
        for b in data:
            pairs.append((a, b))
    return pairs


print(two_ways(bytearray(b"\1\2\3")))


def added_bytes(data: bytes) -> int:
    return sum(data)


def added_bytearray(data: bytearray) -> int:
    return sum(data)


def added(items: list) -> object:
    return sum(items)


def added_ints(items: list[int]) -> int:
    return sum(items)


print(added_bytes(b""), added_bytes(bytes(range(256)) * 9), added_bytearray(bytearray(b"\xff\1")))
for items in ([], [1, 2, 3], [True, 2], [1 << 29, 1 << 29, 1 << 29, -5], [1.5, 2], [1 << 61, 1 << 61, 1 << 70], [-3], Loud([9])):
    print(added(items))
print(added_ints([1, 2, True]), added_ints([-1 << 30, -1 << 30]), added_ints(Loud([7])))
try:
    print(added([1, "a"]))
except TypeError:
    print("TypeError")
try:
    print(of_bytearray(Own(4)))
except (OverflowError, TypeError) as error:
    print(-503)
