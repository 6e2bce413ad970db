"""Makes a PNG of what show.py prints, or checks that a PNG is one of it.

    mpyc run ... | python3 natmod-examples/stage/picture.py stage.png
    mpyc run ... | python3 natmod-examples/stage/picture.py --check stage.png
"""

import base64
import struct
import sys
import zlib

WIDTH, HEIGHT, SCALE = 160, 128, 2


def rows(data):
    """The rows of a PNG, of big-endian RGB565."""
    result = bytearray()
    for y in range(HEIGHT):
        row = bytearray()
        for (value,) in struct.iter_unpack(">H", data[2 * WIDTH * y:2 * WIDTH * (y + 1)]):
            red, green, blue = value >> 11, value >> 5 & 63, value & 31
            row += bytes((red * 255 // 31, green * 255 // 63, blue * 255 // 31)) * SCALE
        result += (b"\0" + row) * SCALE
    return bytes(result)


def chunk(kind, content):
    body = kind + content
    return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))


def png(pixels):
    header = struct.pack(">IIBBBBB", WIDTH * SCALE, HEIGHT * SCALE, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(pixels, 9)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


data = b"".join(base64.b64decode(line) for line in sys.stdin)
if len(data) != 2 * WIDTH * HEIGHT:
    sys.exit(f"{len(data)} bytes of pixels")
if sys.argv[1] == "--check":
    with open(sys.argv[2], "rb") as file:
        picture = file.read()
    at = picture.index(b"IDAT")
    (length,) = struct.unpack(">I", picture[at - 4:at])
    if zlib.decompress(picture[at + 4:at + 4 + length]) != rows(data):
        sys.exit("the picture is another one: scripts/stage makes it anew")
else:
    with open(sys.argv[1], "wb") as file:
        file.write(png(rows(data)))
