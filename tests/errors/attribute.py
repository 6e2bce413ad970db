class Point:
    def __init__(self, x: int):
        self.x = x


def use(p: Point) -> int:
    return p.y + p.xx
