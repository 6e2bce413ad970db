def area(radius: float) -> float:
    return 3.0 * radius * radius


def use() -> float:
    return area("2")
