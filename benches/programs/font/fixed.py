from mpyc import i16, u32


def make_font() -> bytes:
    return bytes([(i * 37 ^ i >> 2 ^ i * i) & 127 for i in range(96 * 5)])


def plot(screen: bytearray, x: i16, y: i16) -> None:
    if 0 <= x < 128 and 0 <= y < 32:
        screen[(y >> 3) * 128 + x] |= 1 << (y & 7)


def text(screen: bytearray, font: bytes, message: bytes, x: i16, y: i16) -> None:
    for code in message:
        glyph = (code - 32) * 5
        for column in range(5):
            bits = font[glyph + column]
            for row in range(7):
                if bits >> row & 1:
                    left = x + column * 2
                    top = y + row * 2
                    plot(screen, left, top)
                    plot(screen, left + 1, top)
                    plot(screen, left, top + 1)
                    plot(screen, left + 1, top + 1)
        x += 12


def run() -> u32:
    screen = bytearray(128 * 4)
    text(screen, make_font(), b"Hello, boards", -5, 2)
    total: u32 = 0
    for i in range(len(screen)):
        total += screen[i] * (i & 15)
    return total
