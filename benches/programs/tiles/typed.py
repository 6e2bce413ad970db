# group: int
"""A tile engine: per pixel the topmost of two sprites and a map, 16 colours of 4 bits, one of them transparent."""
from micropython import const

WIDTH = const(32)
HEIGHT = const(32)
TILE = const(8)


class Sprite:
    x: int
    y: int
    frame: int

    def __init__(self, x: int, y: int, frame: int):
        self.x = x
        self.y = y
        self.frame = frame


def texel(graphic: bytearray, frame: int, x: int, y: int) -> int:
    byte = graphic[frame * 32 + y * 4 + (x >> 1)]
    return byte & 15 if x & 1 else byte >> 4


def render(screen: bytearray, graphic: bytearray, tiles: bytearray, palette: bytearray, sprites: list[Sprite]) -> None:
    at = 0
    for y in range(HEIGHT):
        for x in range(WIDTH):
            colour = 0
            for sprite in sprites:
                dx = x - sprite.x
                dy = y - sprite.y
                if 0 <= dx < TILE and 0 <= dy < TILE:
                    colour = texel(graphic, sprite.frame, dx, dy)
                    if colour:
                        break
            if not colour:
                frame = tiles[(y // TILE) * (WIDTH // TILE) + x // TILE]
                colour = texel(graphic, frame, x % TILE, y % TILE)
            screen[at] = palette[colour * 2]
            screen[at + 1] = palette[colour * 2 + 1]
            at += 2


def run() -> int:
    graphic = bytearray(8 * 32)
    for i in range(256):
        graphic[i] = (i * 29 ^ i >> 1) & 0x3F if i & 3 else 0
    tiles = bytearray([i * 5 % 8 for i in range(16)])
    palette = bytearray([i * 9 & 255 for i in range(32)])
    sprites = [Sprite(3, 5, 2), Sprite(9, 9, 6)]
    screen = bytearray(WIDTH * HEIGHT * 2)
    for _ in range(2):
        render(screen, graphic, tiles, palette, sprites)
        for sprite in sprites:
            sprite.x += 4
            sprite.frame ^= 1
    total = 0
    for byte in screen:
        total = (total * 3 + byte) & 0xFFFFFF
    return total
