class Point:
    x: float
    y: float
    label = "none"

    def __init__(self, x: float, y: float = 0.0):
        self.x = x
        self.y = y
        self.tag = None

    def move(self, dx: float) -> None:
        self.x += dx

    @property
    def sum(self) -> float:
        return self.x + self.y


def use(p: Point) -> float:
    p.move(1.0)
    q = Point(2.0, y=p.x)
    return p.sum + q.y
