# Items of arrays of ints and of floats, of all kinds of arrays and of what is none.
from array import array


def dot(a: array[float], b: array[float]) -> float:
    total = 0.0
    for i in range(len(a)):
        total += a[i] * b[i]
    return total


def scale(values: array[float], by: float) -> None:
    for i in range(len(values)):
        values[i] *= by
    values[0] = 1
    values[-1] += True


def first(values: array[float]) -> float:
    return values[0]


def mean(values: array[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def mix(target: array[int], voice: array[int], volume: int) -> None:
    for i in range(len(target)):
        sample = target[i] + (voice[i] * volume >> 8)
        if sample > 32767:
            sample = 32767
        elif sample < -32768:
            sample = -32768
        target[i] = sample


def total(values: array[int]) -> int:
    found = 0
    for value in values:
        found += value
    return found


def ends(values: array[int]) -> tuple[int, int]:
    return values[0], values[-1]


def put(values: array[int], i: int, value: int) -> int:
    values[i] = value
    values[i] ^= 1
    return values[i]


def put_float(values: array[float], i: int, value: float) -> float:
    values[i] = value
    values[i] += 0.125
    return values[i]


def made(size: int, step: int) -> array[int]:
    words = array("H", [0] * size)
    signs = array("h", [0] * size)
    bytes_ = array("B", bytes(size))
    longs = array("l", [0] * size)
    halves = array("f", [0.5] * size)
    phase = 0
    for i in range(size):
        phase = (phase + step) & 0xFFFF
        words[i] = phase
        signs[i] = words[i] - 32768
        bytes_[i] = signs[i] & 255
        longs[i] = bytes_[i] * signs[i]
        halves[i] = halves[i - 1] + longs[i]
    print(words, signs, bytes_, longs, halves)
    return signs


class Filter:
    def __init__(self, size: int):
        self.past: array[float] = array("f", [0.0] * size)
        self.counts: array[int] = array("i", [0] * size)
        self.at = 0

    def step(self, value: float) -> float:
        self.past[self.at] = value
        self.counts[self.at] += 1
        self.at = (self.at + 1) % len(self.past)
        return sum(self.past) / len(self.past)


class Doubled:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError("no more")
        return i * 2

    def __setitem__(self, i, value):
        print("set", i, value)

    def __len__(self):
        return 3


class Own(array):
    def __getitem__(self, i):
        return 7


singles, doubles = array("f", [0.5, 1.5, -2.25]), array("d", [1.0, 1e100, 0.1])
print(dot(singles, singles), dot(doubles[:1], singles), [dot(values, singles) for values in ([1.5, 2.5, 0.0], Doubled())])
print([mean(values) for values in (singles, (1.0, 2.0), memoryview(singles), {0.5: 1}, bytearray(b"\x01\x02"))])
for values in (singles, doubles, [1.0, 2.5, 3.5], memoryview(array("f", [1, 2])), array("h", [1, 2, 3])):
    try:
        scale(values, 1.1 if values is doubles else 1.5)
    except Exception as error:
        print(type(error).__name__, error)
    print(values if not isinstance(values, memoryview) else list(values))
print([first(values) for values in (singles, doubles, (3.5,), {0: 2.5})])
small = array("f", [0.0])
print([(put_float(small, 0, value), small) for value in (0.1, 1e-50, 1e30, -0.0, float("inf"), 16777217.0)])
print([put_float(values, -1, 0.7) for values in (doubles, [1], array("f", [1, 2]))])

target = array("h", [0, 1, -1, 32767, -32768, 1000])
mix(target, array("h", [100, 200, -300, 400, -500, 600]), 200)
print(target)
mix(target, array("b", [100, 101, -102, 103, -104, 105]), 1 << 20)
print(target)
for voice in ([1, True, False, 1 << 40, -(1 << 70), 9], memoryview(target)):
    mix(target, voice, 256)
print(target)
signs = made(6, 13111)
mix(signs, target, -256)
print(signs)
kinds = [array(code, [1, 100]) for code in "bBhHiIlLqQ"]
print([ends(values) for values in kinds], [total(values) for values in kinds])
for value in (0, -1, 127, 128, 255, 32768, 65535, 1 << 30, 1 << 31, (1 << 32) - 1, -(1 << 31), (1 << 63) - 1, -(1 << 63), (1 << 64) - 1):
    found = []
    for values in kinds:
        try:
            found.append(put(values, 1, value))
        except Exception as error:
            found.append(type(error).__name__)
    print(found, [ends(values) for values in kinds])
print([ends(values) for values in ([True, False], (1 << 70, 2), bytearray(b"ab"), b"\xff\x00", memoryview(array("h", [-5])))])
print([total(values) for values in ([True, 3], (1 << 70, -1), bytearray(b"ab"), {5: 1}, Own("b", [1]), range(10))])
print([put(values, 1, 513) for values in ([1, 2], Doubled(), {}, memoryview(array("i", [1, 2])))])
for f, values in ((first, array("f")), (first, None), (first, array("b")), (ends, array("h")), (ends, []), (mean, [None]), (total, 5)):
    try:
        print(f(values))
    except Exception as error:
        print(type(error).__name__)
for i in (2, -3, 1 << 40):
    for do in (lambda: put(kinds[2], i, 1), lambda: put_float(small, i, 1.0)):
        try:
            print(do())
        except Exception as error:
            print(type(error).__name__, error)
filtered = Filter(4)
print([filtered.step(value) for value in (1.0, 2.0, 3.5, 4.0, -1.0)], filtered.past, filtered.counts)
growing = array("f")
for i in range(40):
    growing.append(i)
    growing[len(growing) - 1] = first(growing) + i / 2
print(growing, len(growing))
