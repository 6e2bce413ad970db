import micropython
from micropython import const

WIDTH = const(48)
HEIGHT = const(32)


@micropython.viper
def blit(screen: ptr16, sprite: ptr16, width: int, height: int, at: int, key: int):
    # Both coordinates in one.
    x = (at & 0xFF) - 128
    y = (at >> 8) - 128
    row = 0 if y > 0 else 0 - y
    last = height if height < HEIGHT - y else HEIGHT - y
    begin = 0 if x > 0 else 0 - x
    end = width if width < WIDTH - x else WIDTH - x
    while row < last:
        source = row * width + begin
        target = (y + row) * WIDTH + x + begin
        for _ in range(begin, end):
            colour = sprite[source]
            if colour != key:
                screen[target] = colour
            source += 1
            target += 1
        row += 1


@micropython.viper
def fill(sprite: ptr16):
    for i in range(256):
        sprite[i] = 0xF81F if (i * i >> 4) % 3 == 0 else i * 257


@micropython.viper
def weigh(screen: ptr8) -> int:
    total = 0
    i = 0
    while i < WIDTH * HEIGHT * 2:
        total += screen[i] ^ screen[i + 1]
        i += 2
    return total


def run():
    screen = bytearray(WIDTH * HEIGHT * 2)
    sprite = bytearray(16 * 16 * 2)
    fill(sprite)
    for i in range(10):
        blit(screen, sprite, 16, 16, (i * 5 - 10 + 128) << 8 | (i * 7 - 9 + 128), 0xF81F)
    return weigh(screen)
