# A slice in a subscript of a bytearray or an array needs no memory of its own, nor does a class's next method.
import array
from micropython import heap_lock, heap_unlock

data = bytearray(range(10))
view = memoryview(data)
words = array.array("H", [1, 2, 3, 4])
two = array.array("H", [8, 9])


class Keeper:
    def __getitem__(self, index):
        return index

    def __setitem__(self, index, value):
        self.kept = (index, value)


class Base:
    def area(self, a, b=2):
        return a * b

    def plain(self):
        return 42


class Derived(Base):
    def area(self, a, b=2):
        return super().area(b, b=a) + 1

    def plain(self):
        return super().plain()

    def stars(self, *args):
        return super().area(*args)


def fill(b: bytearray, start, stop):
    b[start:stop] = b"xy"


derived = Derived()
heap_lock()
data[3:5] = b"aa"
view[5:7] = b"bb"
fill(data, 0, 2)
words[1:3] = two
area = derived.area(3)
plain = derived.plain()
heap_unlock()
print(data, bytes(view), words, area, plain, derived.stars(5), derived.area(4, b=5))

keeper = Keeper()
keeper[1:2] = "v"
print(keeper[1:], keeper[:2], keeper[::3], keeper.kept, keeper[1:2:3] is keeper[1:2:3])
print(data[2:4], view[1:3][0], words[::2], "text"[1:], [1, 2, 3][:-1], (1, 2)[1:], b"bytes"[::-1])
for wrong in (lambda: data["a":], lambda: words[:1.5], lambda: None[1:], lambda: 5[:]):
    try:
        print(wrong())
    except TypeError as e:
        print(e)
try:
    data[0:1] = 5
except TypeError as e:
    print(e)
order = []


def note(x):
    order.append(x)
    return x


values = list(range(6))
values[note(1) : note(4) : note(2)] = [note(-1), note(-2)]
values[note(0) :] += [note(9)]
del values[note(2) : note(3)]
print(values, order)

heap_lock()
try:
    (order,)
    failed = False
except MemoryError:
    failed = True
heap_unlock()
print(failed)
