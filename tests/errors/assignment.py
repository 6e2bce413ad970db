count: int = "none"


class Node:
    value: int

    def __init__(self):
        self.value = None


def f(xs: list[int]) -> None:
    xs[0] = "a"
    a, b = 1, 2, 3
