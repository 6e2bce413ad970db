import micropython


@micropython.viper
def make_font(font: ptr8):
    for i in range(96 * 5):
        font[i] = (i * 37 ^ i >> 2 ^ i * i) & 127


@micropython.viper
def text(screen: ptr8, font: ptr8, message: ptr8, size: int, x: int, y: int):
    for i in range(size):
        glyph = (message[i] - 32) * 5
        for column in range(5):
            bits = font[glyph + column]
            for row in range(7):
                if bits >> row & 1:
                    for left in range(x + column * 2, x + column * 2 + 2):
                        for top in range(y + row * 2, y + row * 2 + 2):
                            if left >= 0 and left < 128 and top >= 0 and top < 32:
                                screen[(top >> 3) * 128 + left] |= 1 << (top & 7)
        x += 12


@micropython.viper
def weigh(screen: ptr8) -> int:
    total = 0
    for i in range(512):
        total += screen[i] * (i & 15)
    return total


def run():
    screen = bytearray(128 * 4)
    font = bytearray(96 * 5)
    make_font(font)
    message = b"Hello, boards"
    text(screen, font, message, len(message), -5, 2)
    return weigh(screen)
