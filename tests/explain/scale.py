def scale(x: float) -> float:
    y = x + 1.0
    return y * 2.5


def count(items: list[int]) -> int:
    n = 0
    for item in items:
        if item > 3:
            n += item
    return n
