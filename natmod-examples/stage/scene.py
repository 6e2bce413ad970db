"""A scene for the engine: hills, a sun, clouds, a bird that flies, and a score.

`screen(stage, frame)` gives the layers of one frame, made of whatever module `stage` is.
"""

WIDTH = 160
HEIGHT = 128
SKY = 0x6E7F

# 5 by 7 pixels, a byte a row.
GLYPHS = {
    " ": "00000000000000", "0": "0e11131519110e", "1": "040c040404040e", "2": "0e11010608101f",
    "3": "1f02040201110e", "4": "02060a121f0202", "5": "1f101e0101110e", "6": "0608101e11110e",
    "7": "1f010204080808", "8": "0e11110e11110e", "9": "0e11110f01020c", "A": "0e11111f111111",
    "C": "0e11101010110e", "E": "1f10101e10101f", "G": "0e11101711110f", "I": "0e04040404040e",
    "O": "0e11111111110e", "R": "1e11111e141211", "S": "0f10100e01011e", "T": "1f040404040404",
}

BIRD = (
    "................",
    "................",
    ".....3..........",
    "....333.........",
    "....3333........",
    ".....3333..11...",
    "......33331111..",
    "..2...3333141155",
    ".222.33333111155",
    "..22233331111...",
    "...2223333111...",
    ".....22331111...",
    "......221111....",
    "........66......",
    ".......6..6.....",
    "................",
)


def colour(red, green, blue):
    """A colour as displays take it, the high byte first."""
    value = (red >> 3) << 11 | (green >> 2) << 5 | blue >> 3
    return bytes((value >> 8, value & 0xFF))


CLEAR = bytes((0xF8, 0x1F))

# Of the land, of the sprites, of the text.
LAND = b"".join((
    CLEAR, colour(40, 120, 50), colour(60, 150, 60), colour(90, 180, 70), colour(30, 90, 60),
    colour(120, 85, 50), colour(95, 65, 40), colour(150, 110, 70), colour(250, 250, 250),
    colour(225, 235, 245), colour(255, 220, 80), colour(255, 180, 40), colour(50, 100, 160),
    colour(70, 130, 190), colour(200, 60, 60), colour(20, 40, 40),
))
SPRITE = b"".join((
    CLEAR, colour(240, 240, 240), colour(60, 60, 90), colour(90, 110, 200), colour(10, 10, 10),
    colour(250, 150, 30), colour(200, 100, 20),
)) + CLEAR * 9
INK = b"".join((
    CLEAR, colour(255, 255, 255), colour(20, 30, 60), CLEAR,
    CLEAR, colour(255, 225, 90), colour(90, 40, 10), CLEAR,
))


def tile(pixel):
    """16 by 16 pixels of four bits; `pixel(x, y)` says which colour."""
    data = bytearray()
    for y in range(16):
        for x in range(0, 16, 2):
            data.append(pixel(x, y) << 4 | pixel(x + 1, y))
    return bytes(data)


def grass(x, y):
    edge = 3 + (x * 7 % 5 + x * 3 % 4) % 4
    if y < edge - 2:
        return 0
    if y < edge:
        return 3
    if y < edge + 4:
        return 2 if (x + y) % 3 else 1
    return 5 if (x * 5 + y * 3) % 7 else 6


def earth(x, y):
    if (x - 11) * (x - 11) + (y - 6) * (y - 6) < 5:
        return 7
    return 6 if (x * 5 + y * 3) % 7 == 0 else 5


def slope(x, y):
    """A hill's side, from the lower left to the upper right."""
    if y < 15 - x:
        return 0
    if y < 17 - x:
        return 3
    return 1 if (x + 2 * y) % 5 else 2


def hill(x, y):
    return 1 if (x + 2 * y) % 5 else 2


def cloud(x, y):
    for cx, cy, r in ((5, 9, 4), (10, 7, 5), (13, 10, 3), (2, 11, 2)):
        if (x - cx) * (x - cx) + (y - cy) * (y - cy) <= r * r and y < 12:
            return 9 if y > 9 else 8
    return 0


def sun(x, y):
    """A quarter of it: turned, the other three."""
    r = (15 - x) * (15 - x) + (15 - y) * (15 - y)
    if r < 150:
        return 10
    if r < 200:
        return 11
    return 0


def tree(x, y):
    if y < 11 and (x - 7) * (x - 7) + (y - 5) * (y - 5) < 28:
        return 4 if (x + y) % 3 else 1
    return 6 if 6 <= x <= 8 and y >= 9 else 0


def bird(x, y):
    digit = BIRD[y][x]
    return 0 if digit == "." else int(digit)


def font():
    """Every glyph from 32 on: the letter and its shadow."""
    data = bytearray(16 * 96)
    for character, rows in GLYPHS.items():
        at = (ord(character) - 32) * 16
        ink = [int(rows[2 * y:2 * y + 2], 16) << 2 for y in range(7)] + [0]
        for y in range(8):
            for x in range(8):
                bit = 128 >> x
                shadow = y > 0 and ink[y - 1] >> 1 & bit
                value = 1 if ink[y] & bit else 2 if shadow else 0
                data[at + 2 * y + (x >> 2)] |= value << (6 - 2 * (x & 3))
    return bytes(data)


TILES = b"".join(tile(pixel) for pixel in (lambda x, y: 0, grass, earth, slope, hill, cloud, sun, tree))
BIRD_TILE = tile(bird)
FONT = font()

# A tile a letter; the digit after it is its rotation: quarter turns, and four for mirrored.
LETTERS = ".gesHcst"
NAMES = {".": 0, "g": 1, "e": 2, "s": 3, "h": 4, "c": 5, "o": 6, "t": 7}
MAP = (
    ". . . . . . . . . . ",
    ". . . . . . . o o1. ",
    ". c . . . . . o3o2. ",
    ". . . . c . . . . c4",
    ". . s s4. . . . . . ",
    ". s h h s4. t s s4. ",
    "g g4g g g4g g g4g g ",
    "e e1e2e3e e1e4e e1e2",
)


def cells():
    data = bytearray()
    for row in MAP:
        for at in range(0, len(row), 2):
            rotation = 0 if row[at + 1] == " " else int(row[at + 1])
            data.append(NAMES[row[at]] | rotation << 5)
    return data


def screen(stage, frame):
    """The layers of a frame, the first in front."""
    land = stage.Layer(10, 8, TILES, LAND, cells())
    birds = []
    for number in range(3):
        sprite = stage.Layer(1, 1, BIRD_TILE, SPRITE)
        sprite.move((frame * (2 + number) + 45 * number) % 176 - 16, 18 + 14 * number)
        # The second flies back, the third has not been well.
        sprite.frame(0, (0, 4, frame // 4)[number] & 7)
        birds.append(sprite)
    chars = bytearray(b" " * 40)
    title = b"STAGE"
    chars[1:1 + len(title)] = title
    score = "SCORE %05d" % (420 + frame)
    for at, character in enumerate(score.encode()):
        chars[28 + at] = character | 0x80
    text = stage.Text(20, 2, FONT, INK, chars)
    text.move(0, 108)
    return [text] + birds + [land]
