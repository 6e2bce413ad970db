import items

BIG = 1 << 80
WIDE = 1 << 31
PLACES = [0, 2, 3, -1, -3, -4, True, WIDE, -WIDE, WIDE - 1, 1 << 30, -(1 << 30), (1 << 30) - 1, BIG, -BIG, 1 << 63]


def tried(f, *args):
    try:
        return f(*args)
    except (IndexError, TypeError, ValueError, OverflowError) as error:
        return type(error).__name__


class List(list):
    def __getitem__(self, i):
        return 100 + i if isinstance(i, int) else i


class Bytes(bytearray):
    pass


for i in PLACES:
    print(i, tried(items.get, [7, 8, 9], i), tried(items.byte, b"abc", i), tried(items.slot, bytearray(b"abc"), i))
    xs, data = [7, 8, 9], bytearray(b"abc")
    print(tried(items.put, xs, i, 5), xs, tried(items.store, data, i, 5), data)
for x in (0, 255, 256, -1, 511, True, BIG, WIDE, "a", None, 1.5):
    data = bytearray(3)
    print(tried(items.store_any, data, 1, x), data, tried(items.store_any, data, 7, x))
for f, empty in ((items.get, []), (items.byte, b""), (items.slot, bytearray())):
    print([tried(f, empty, i) for i in (0, -1, 1 << 31)])
print(tried(items.get, List([1, 2, 3]), 1), tried(items.get, List(), 5), tried(items.slot, Bytes(b"xy"), 1))
xs = [1, "a", 2.5, None]
items.swap(xs, 0, 2)
print(xs, tried(items.swap, xs, 1, 3), tried(items.swap, xs, 9, 1), xs)
print(items.flag(["no", "yes"], True), items.flag(["no", "yes"], False), items.total(300), items.total(0))
xs = [3, 1, 2]
print(items.grow(xs), len(xs), items.grow([]), items.floats([1.0, 2.0], 1), tried(items.floats, [1.0], 4))
rows = [[1, 2], [3, 4]]
print(items.nested(rows, 1, -1), items.nested(rows, -2, 0), rows, tried(items.nested, rows, 2, 0))
print(tried(items.get, [BIG], 0), tried(items.nested, [[1], None], 1, 0))
print(memoryview(b"abc")[1], tried(items.slot, bytearray(memoryview(b"abc")), 2))
# What the names of built-ins are in the module is what is called.
for instead in (lambda x: 5, lambda x: (1, 2, 3), lambda x: "abc", lambda x: None, lambda x: [1, 2, 3]):
    items.list = instead
    print(tried(items.total, 3))
items.list = list
for instead in (lambda x: [0, 1, 2], lambda x: 7, lambda x: b"abc", lambda x: {}):
    items.bytearray = instead
    print(tried(items.total, 3))
items.bytearray = bytearray
items.bytes = lambda x: [1, 2, 3]
print(items.total(3))
