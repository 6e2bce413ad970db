class Point:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def length(self) -> int:
        return self.x + self.y


def use(p: Point) -> int:
    p.lenght()
    return p.z + p.X
