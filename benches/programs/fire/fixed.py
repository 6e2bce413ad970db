from micropython import const
from mpyc import u16, u32

WIDTH = const(16)
HEIGHT = const(16)


def burn(heat: bytearray, seed: u16) -> u16:
    for x in range(WIDTH):
        seed = u16(seed * 1103 + 12345)
        heat[(HEIGHT - 1) * WIDTH + x] = 160 + (seed >> 8) % 96
    for y in range(HEIGHT - 1):
        below = (y + 1) * WIDTH
        for x in range(WIDTH):
            left = x - 1 if x > 0 else 0
            right = x + 1 if x < WIDTH - 1 else WIDTH - 1
            warm = (heat[below + left] + heat[below + x] * 2 + heat[below + right]) >> 2
            heat[y * WIDTH + x] = max(warm - 9, 0)
    return seed


def colour(heat: bytearray, pixels: bytearray) -> None:
    at = 0
    for i in range(len(heat)):
        h = heat[i]
        ramp = (h & 63) << 2
        if h >= 128:
            pixels[at] = 255
            pixels[at + 1] = 255
            pixels[at + 2] = ramp
        elif h >= 64:
            pixels[at] = 255
            pixels[at + 1] = ramp
            pixels[at + 2] = 0
        else:
            pixels[at] = ramp
            pixels[at + 1] = 0
            pixels[at + 2] = 0
        at += 3


def run() -> u32:
    heat = bytearray(WIDTH * HEIGHT)
    pixels = bytearray(WIDTH * HEIGHT * 3)
    seed = 1
    for _ in range(6):
        seed = burn(heat, seed)
        colour(heat, pixels)
    return sum(pixels)
