import micropython
from micropython import const

WIDTH = const(24)
HEIGHT = const(20)


@micropython.viper
def step(now: ptr8, after: ptr8):
    for y in range(HEIGHT):
        row = y * WIDTH
        above = row - WIDTH if y else (HEIGHT - 1) * WIDTH
        below = row + WIDTH if y < HEIGHT - 1 else 0
        for x in range(WIDTH):
            left = x - 1 if x else WIDTH - 1
            right = x + 1 if x < WIDTH - 1 else 0
            n = now[above + left] + now[above + x] + now[above + right]
            n += now[row + left] + now[row + right]
            n += now[below + left] + now[below + x] + now[below + right]
            after[row + x] = 1 if n == 3 or (n == 2 and now[row + x]) else 0


@micropython.viper
def fill(now: ptr8):
    for i in range(WIDTH * HEIGHT):
        now[i] = 1 if (i * i + i // 3) % 5 == 0 else 0


@micropython.viper
def weigh(now: ptr8) -> int:
    total = 0
    for i in range(WIDTH * HEIGHT):
        total += now[i] * i
    return total


def run():
    now = bytearray(WIDTH * HEIGHT)
    after = bytearray(WIDTH * HEIGHT)
    fill(now)
    for _ in range(6):
        step(now, after)
        now, after = after, now
    return weigh(now)
