# group: classes
"""Balls in a box: objects with fields, methods that call each other, a subclass."""


class Ball:
    x: int
    y: int
    dx: int
    dy: int

    def __init__(self, x: int, y: int, dx: int, dy: int):
        self.x = x
        self.y = y
        self.dx = dx
        self.dy = dy

    def bounce(self, size: int) -> None:
        if self.x < 0 or self.x >= size:
            self.dx = -self.dx
            self.x += self.dx
        if self.y < 0 or self.y >= size:
            self.dy = -self.dy
            self.y += self.dy

    def pull(self) -> None:
        pass

    def step(self, size: int) -> None:
        self.pull()
        self.x += self.dx
        self.y += self.dy
        self.bounce(size)


class Heavy(Ball):
    def pull(self) -> None:
        self.dy += 1
        if self.dy > 9:
            self.dy = 9


def run() -> int:
    balls: list[Ball] = []
    for i in range(20):
        if i & 1:
            balls.append(Heavy(i * 13 % 100, i * 7 % 100, i % 5 - 2, i % 3 - 1))
        else:
            balls.append(Ball(i * 17 % 100, i * 11 % 100, i % 7 - 3, i % 4 - 2))
    for _ in range(60):
        for ball in balls:
            ball.step(100)
    total = 0
    for ball in balls:
        total += ball.x * 3 + ball.y
    return total
