def inside(a: int, x: float, b, name: str):
    if a < x <= b and not name:
        return b or name
    while x is not None and name in b:
        x = x - 1 if a else x / 2
    return a == x != b
