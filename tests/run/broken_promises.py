# What is given something else than it was promised raises TypeError. As bytecode these raise it too, in the middle.

log = []


def take_int(x: int):
    log.append("int")
    return x


def take_float(x: float):
    log.append("float")
    return x + 0.5


def take_bool(x: bool):
    log.append("bool")
    return not x


def take_str(x: str):
    log.append("str")
    return x + "!"


def take_bytes(x: bytes):
    log.append("bytes")
    return len(x)


def take_list(x: list):
    log.append("list")
    return len(x)


def take_dict(x: dict):
    log.append("dict")
    return len(x)


def take_tuple(x: tuple):
    log.append("tuple")
    return len(x)


def take_optional(x: int | None):
    log.append("optional")
    return x is None


def second(a, b: int, c=1, *, d: str = "d"):
    log.append("second")
    return b


def keeps(x) -> int:
    return x


def keeps_text(x) -> str:
    return x


def adds_one(x: int) -> int:
    return x + 1


def first_item(x: list[int]) -> int:
    return x[0] + 1


def calls_upper(x: str) -> str:
    return "" + x


class Point:
    def __init__(self, x: int):
        self.x = x


def take_point(p: Point) -> int:
    log.append("point")
    return p.x


def tried(f, x):
    try:
        f(x)
        return "taken"
    except TypeError:
        return "TypeError"


good = [(take_int, 1), (take_int, 1 << 70), (take_int, True), (take_float, 1.5), (take_float, 2), (take_float, True)]
good += [(take_bool, True), (take_str, "s"), (take_bytes, b"b"), (take_list, []), (take_dict, {}), (take_tuple, ())]
good += [(take_optional, None), (take_optional, 5), (keeps, 5), (keeps_text, "t"), (take_point, Point(3))]
for f, x in good:
    print(tried(f, x), log)
    log.clear()
bad = [(take_float, "1.5"), (take_float, []), (take_float, None), (take_str, 5), (take_str, None)]
bad += [(take_bytes, 7), (take_bytes, None), (take_list, 1), (take_dict, 2.5), (take_tuple, None), (take_list, take_int)]
bad += [(take_dict, True), (adds_one, "s"), (adds_one, None), (adds_one, []), (first_item, 5), (calls_upper, 5)]
for f, x in bad:
    print(tried(f, x))
print(second(1, 2), second(None, 3, d="x"))
