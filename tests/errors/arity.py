def add(a: int, b: int = 1) -> int:
    return a + b


def use(n: int) -> int:
    add()
    add(1, 2, 3)
    add(1, a=2)
    return add(n, c=3)
