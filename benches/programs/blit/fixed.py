from micropython import const
from mpyc import i16, u8, u16, u32

WIDTH = const(48)
HEIGHT = const(32)


def blit(screen: bytearray, sprite: bytearray, width: u8, height: u8, x: i16, y: i16, key: u16) -> None:
    for row in range(max(0, -y), min(height, HEIGHT - y)):
        begin = max(0, -x)
        source = (row * width + begin) * 2
        target = ((y + row) * WIDTH + x + begin) * 2
        for _ in range(begin, min(width, WIDTH - x)):
            low = sprite[source]
            high = sprite[source + 1]
            if low | high << 8 != key:
                screen[target] = low
                screen[target + 1] = high
            source += 2
            target += 2


def run() -> u32:
    screen = bytearray(WIDTH * HEIGHT * 2)
    sprite = bytearray(16 * 16 * 2)
    for i in range(256):
        colour = 0xF81F if (i * i >> 4) % 3 == 0 else i * 257
        sprite[i * 2] = colour & 255
        sprite[i * 2 + 1] = colour >> 8
    for i in range(10):
        blit(screen, sprite, 16, 16, i * 7 - 9, i * 5 - 10, 0xF81F)
    total: u32 = 0
    for i in range(0, len(screen), 2):
        total += screen[i] ^ screen[i + 1]
    return total
