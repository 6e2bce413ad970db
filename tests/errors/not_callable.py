import math


class Box:
    def __init__(self, size: int) -> None:
        self.size: int = size

    @property
    def half(self) -> int:
        return self.size // 2


def calls(n: int, text: str, box: Box, xs: list[int]) -> int:
    n()
    text(1)
    box()
    xs(0)
    math(1)
    return box.size() + box.half()
