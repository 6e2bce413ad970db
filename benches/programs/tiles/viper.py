import micropython
from micropython import const

WIDTH = const(32)
HEIGHT = const(32)
TILE = const(8)


@micropython.viper
def render(screen: ptr8, graphic: ptr8, tiles: ptr8, palette: ptr8, sprites: ptr8):
    at = 0
    for y in range(HEIGHT):
        for x in range(WIDTH):
            colour = 0
            i = 0
            while i < 6 and colour == 0:
                dx = x - sprites[i]
                dy = y - sprites[i + 1]
                if dx >= 0 and dx < TILE and dy >= 0 and dy < TILE:
                    byte = graphic[sprites[i + 2] * 32 + dy * 4 + (dx >> 1)]
                    colour = byte & 15 if dx & 1 else byte >> 4
                i += 3
            if colour == 0:
                frame = tiles[(y // TILE) * (WIDTH // TILE) + x // TILE]
                byte = graphic[frame * 32 + (y % TILE) * 4 + (x % TILE >> 1)]
                colour = byte & 15 if x & 1 else byte >> 4
            screen[at] = palette[colour * 2]
            screen[at + 1] = palette[colour * 2 + 1]
            at += 2


@micropython.viper
def fill(graphic: ptr8):
    for i in range(256):
        graphic[i] = (i * 29 ^ i >> 1) & 0x3F if i & 3 else 0


@micropython.viper
def weigh(screen: ptr8) -> int:
    total = 0
    for i in range(WIDTH * HEIGHT * 2):
        total = (total * 3 + screen[i]) & 0xFFFFFF
    return total


def run():
    graphic = bytearray(8 * 32)
    fill(graphic)
    tiles = bytearray([i * 5 % 8 for i in range(16)])
    palette = bytearray([i * 9 & 255 for i in range(32)])
    sprites = bytearray([3, 5, 2, 9, 9, 6])
    screen = bytearray(WIDTH * HEIGHT * 2)
    for _ in range(2):
        render(screen, graphic, tiles, palette, sprites)
        for i in (0, 3):
            sprites[i] += 4
            sprites[i + 2] ^= 1
    return weigh(screen)
