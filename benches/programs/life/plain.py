# group: int
"""Conway's game of life on a torus, a cell a byte."""
from micropython import const

WIDTH = const(24)
HEIGHT = const(20)


def step(now, after):
    for y in range(HEIGHT):
        row = y * WIDTH
        above = (y - 1) % HEIGHT * WIDTH
        below = (y + 1) % HEIGHT * WIDTH
        for x in range(WIDTH):
            left = (x - 1) % WIDTH
            right = (x + 1) % WIDTH
            n = now[above + left] + now[above + x] + now[above + right]
            n += now[row + left] + now[row + right]
            n += now[below + left] + now[below + x] + now[below + right]
            after[row + x] = 1 if n == 3 or (n == 2 and now[row + x]) else 0


def run():
    now = bytearray(WIDTH * HEIGHT)
    after = bytearray(WIDTH * HEIGHT)
    for i in range(WIDTH * HEIGHT):
        now[i] = 1 if (i * i + i // 3) % 5 == 0 else 0
    for _ in range(6):
        step(now, after)
        now, after = after, now
    total = 0
    for i in range(WIDTH * HEIGHT):
        total += now[i] * i
    return total
