from array import array


def kind(data):
    if isinstance(data, array):
        text = repr(data)
        return text[7:8]
    return "B"


def items(data, codes):
    if isinstance(data, memoryview):
        return data
    if not isinstance(data, (array, bytes, bytearray)) or kind(data) not in codes:
        raise TypeError
    return data


def need(data, kind):
    if not isinstance(data, kind):
        raise TypeError
    return data


def count(text, what):
    text, what = need(text, str).encode(), need(what, str).encode()
    return sum(text[i : i + len(what)] == what for i in range(len(text) - len(what) + 1))


def sum_bytes(data):
    return sum(need(data, bytes))


def fill(data, value):
    for i in range(len(need(data, bytearray))):
        data[i] = value


def any_sum(data):
    if isinstance(data, (int, list)):
        raise TypeError
    return sum(bytes(data) if not isinstance(data, str) else data.encode())


def any_fill(data, value):
    if isinstance(data, bytes):
        raise TypeError
    for i in range(len(data)):
        data[i] = value


def negate(data):
    for i, x in enumerate(items(data, "b")):
        data[i] = -x


def scale(data, by):
    for i, x in enumerate(items(data, "h")):
        data[i] = x * by


def sum_u16(data):
    return sum(items(data, "H"))


def sum_i32(data):
    return sum(items(data, "i"))


def sum_i64(data):
    return sum(items(data, "q"))


def dot(a, b):
    return sum(x * y for x, y in zip(items(a, "f"), items(b, "f")))


def sum_f64(a):
    return sum(items(a, "d"))


def copy(to, source):
    if isinstance(to, bytes):
        raise TypeError
    n = min(len(to), len(source))
    for i in range(n):
        to[i] = source[i]
    return n


def describe(n):
    if n > 2:
        raise TypeError
    return ("none", "one", "größer")[n]
