# Annotated module variables: promised types on reading in functions, whatever is stored by whom.

count: int = 0
scale: float = 2
label: str = "x"
table: dict[str, int] = {"a": 1}
items: list[float] = [1.0, 2.0]
maybe: int | None = None


def add(n: int) -> int:
    global count
    count += n
    return count


def scaled(x: float) -> float:
    return x * scale


def total() -> float:
    t = 0.0
    for v in items:
        t += v
    return t


def get(key: str) -> int:
    return table[key]


def text(n: int) -> str:
    return label * n


def or_zero() -> int:
    if maybe is None:
        return 0
    return maybe


print(add(2), add(1 << 40), count, scaled(1.5), total(), get("a"), text(3), or_zero())
scale = 0.5
label = "yz"
maybe = 7
items.append(3)
table["b"] = 5
print(scaled(4), text(2), or_zero(), total(), get("b"))
globals()["count"] = "not a number"
try:
    add(1)
except TypeError as e:
    print("TypeError")
globals()["items"] = None
try:
    total()
except TypeError as e:
    print("TypeError")
