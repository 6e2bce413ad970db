# Items of lists, bytes and bytearrays by place: in place for a small int within the length, else the firmware's.


def get(xs: list[int], i: int) -> int:
    return xs[i]


def put(xs: list[int], i: int, x: int) -> None:
    xs[i] = x


def swap(xs: list[object], i: int, j: int) -> None:
    xs[i], xs[j] = xs[j], xs[i]
    xs[i] += xs[j]


def byte(data: bytes, i: int) -> int:
    return data[i]


def slot(data: bytearray, i: int) -> int:
    return data[i]


def store(data: bytearray, i: int, x: int) -> None:
    data[i] = x


def store_any(data: bytearray, i: int, x):
    data[i] = x


def flag(xs: list[str], b: bool) -> str:
    return xs[b]


def total(n: int) -> int:
    # What built-ins give is believed to be what they make; it may be something else, as another module may replace them.
    xs = list(range(n))
    data = bytearray(n)
    text = bytes(data)
    s = 0
    for i in range(n):
        data[i] = xs[i] & 255
        s += xs[i] + data[i] + text[i]
    return s


def grow(xs: list[int]) -> int:
    s = 0
    i = 0
    while i < len(xs):
        s += xs[i]
        if xs[i] > 0:
            xs.append(xs[i] - 1)
        elif len(xs) > 12:
            xs.clear()
        i += 1
    return s


def floats(xs: list[float], i: int) -> float:
    xs[i] = xs[i] * 2.0
    return xs[i]


def nested(rows: list[list[int]], i: int, j: int) -> int:
    rows[i][j] += 1
    return rows[i][j]
