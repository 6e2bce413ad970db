# Items of containers in loops, of which it is looked up once where they are: what changes that while the loop goes on.
from array import array


class Mischief(list):
    """A list that does something to another container whenever an item is taken."""

    def __init__(self, items, deed):
        super().__init__(items)
        self.own = list(items)
        self.deed = deed

    def __getitem__(self, index):
        self.deed(index)
        return self.own[index]


class Silent(list):
    pass


class Counted(bytearray):
    asked = 0

    def __getitem__(self, index):
        Counted.asked += 1
        return 300 if index == 3 else 7


def fill(data: bytearray, steps: list[int], count: int) -> int:
    total = 0
    for i in range(count):
        data[i] = i & 255
        total += steps[i]
        data[i] ^= 1
    return total


def grown(data: bytearray):
    def deed(index):
        if index % 3 == 0:
            data.extend(bytes(50))

    return deed


for count in (0, 1, 7, 40):
    data = bytearray(count)
    print(fill(data, Mischief(range(count), grown(data)), count), len(data), bytes(data[:count]))
    data = bytearray(count)
    print(fill(data, Silent(range(count)), count), bytes(data))


def lists(a: list[int], b: list[int], count: int) -> int:
    total = 0
    for i in range(count):
        a[i] = i * 3
        total += b[i] + a[i]
    return total


numbers = [0] * 20


def shrink(index):
    if index == 9:
        while len(numbers) > 5:
            numbers.pop()


try:
    print(lists(numbers, Mischief(range(20), shrink), 20))
except IndexError as error:
    print("IndexError", error, numbers)


def replace(index):
    numbers[:] = [index] * 30


print(lists(numbers, Mischief(range(20), replace), 20), numbers[19:23])


def counting(data: bytearray, more: list[int]) -> int:
    at = 0
    while at < len(data):
        data[at] = at & 127
        at += 1
        if at < len(more):
            more[at] = more[at] + 1
    return at


data = bytearray(3)


def longer(index):
    if len(data) < 100:
        data.append(index)


print(counting(data, Mischief([0] * 30, longer)), bytes(data))
print(counting(bytearray(), [1, 2]))


def largest(data: bytes, counts: list[int]) -> int:
    best = 0
    for i in range(len(data)):
        counts[data[i]] += 1 << 28
        if counts[data[i]] > counts[best]:
            best = data[i]
    return best


# Ints leave the range of small ones on the way.
counts = [0] * 128
print(largest(b"the rain in Spain stays mainly in the plain", counts), [count for count in counts if count])


def of_class(data: bytearray, count: int) -> int:
    total = 0
    for i in range(count):
        total += data[i]
    return total


print(of_class(Counted(10), 3), Counted.asked)
try:
    print(of_class(Counted(10), 5))
except OverflowError:
    print(300 + 7 * 4)


def beyond(data: bytearray, items: list[int], first: int, last: int) -> str:
    done = 0
    try:
        done = walk(data, items, first, last)
    except (IndexError, ValueError, OverflowError) as error:
        return type(error).__name__
    return str(done)


def walk(data: bytearray, items: list[int], first: int, last: int) -> int:
    done = 0
    for i in range(first, last):
        data[i] = items[i] & 255
        done += data[i]
    return done


for first, last in ((0, 4), (-4, 0), (-5, 0), (-2, 3), (2, 5), (5, 5), (7, 2), (1 << 40, 1 << 41), (-(1 << 40), 1)):
    data = bytearray(4)
    print(first, last, beyond(data, [1, 20, 300, 4000], first, last), bytes(data))


def stepped(data: bytearray, first: int, last: int, step: int) -> None:
    for i in range(first, last, step):
        data[i] += 1


for first, last, step in ((0, 10, 3), (9, -1, -2), (9, 2, 4), (1 << 30, 10, 1 << 20), (-10, 0, 3), (2, 1 << 29, 1 << 28)):
    data = bytearray(10)
    try:
        stepped(data, first, last, step)
    except (IndexError, OverflowError) as error:
        print(type(error).__name__)
    print(first, last, step, bytes(data))


def squares(data: bytearray, size: int) -> None:
    for i in range(2, size):
        if not data[i]:
            for j in range(i * i, size, i):
                data[j] = 1


data = bytearray(200)
squares(data, 200)
print([i for i in range(200) if not data[i]])


def nested(rows: list[list[int]], data: bytearray) -> int:
    total = 0
    for i in range(len(rows)):
        row = rows[i]
        for j in range(len(row)):
            total += row[j] * data[j]
            row[j] = total & 1023
    return total


rows = [[i * j for j in range(5)] for i in range(4)]
print(nested(rows, bytearray(b"\1\2\3\4\5")), rows)
row = [3, 4]
print(nested([row, row, Mischief(row, lambda index: row.append(index)), row], bytearray(10)), row)


def small(value: int) -> int:
    return (value >> 3) ^ (value & 7)


def mixed(data: bytearray, table: list[int]) -> int:
    total = 0
    for i in range(len(data)):
        total = (total + small(data[i]) + table[i & 3]) & 0xFFFFFF
    return total


print(mixed(bytearray(range(250)), [1, 1 << 40, -3, True]))


def table(values: array, count: int) -> int:
    total = 0
    for i in range(count):
        values[i] = values[i] + i
        total += values[i]
    return total


print(table(array("h", range(-5, 5)), 10))


late = bytearray(60)


class Dying:
    def __del__(self):
        late.extend(bytes(100))


def outlived(data: bytearray, total: int) -> int:
    for i in range(60):
        # What is added soon is a big int, for which the collector may run, and so `__del__`.
        total += i << 28
        data[i] = i
    return total


for _ in range(5):
    Dying()
print(outlived(late, 1), list(late[:60]) == list(range(60)))


class Deed(int):
    """An int that does something to a container when the int that it is is asked for."""

    def __pos__(self):
        made.extend(bytes(200))
        return 4

    def __int__(self):
        made.extend(bytes(200))
        return 4


made = bytearray(8)


def weighed(data: bytearray, weights: list[int], count: int) -> bool:
    weight = 0
    for i in range(count):
        data[i] = i + 1
        weight = weights[i]
        data[i] += 100
    return weight is None


weighed(made, [Deed(5), 2, Deed(7), 1, 1 << 40, True, -3, 0], 8)
print(list(made[:8]))
