class Point:
    def __init__(self, x: int, y: int = 0) -> None:
        self.x = x
        self.y = y

    def move(self, dx: int) -> None:
        self.x += dx


def scale(p: Point, factor: float) -> float:
    return p.x * factor


def use(p: Point) -> float:
    Point()
    Point(1, 2, 3)
    p.move()
    p.move(1, 2)
    p.move(dy=1)
    scale(p, facter=2.0)
    return scale(p, 1.0, factor=2.0)
