def area(w: int, h: float) -> float:
    return w * h


def use(name: str) -> float:
    return area(name, 1.0) + area(1, None)
