"""The engine of stage.c in typed Python: the same names, the same pixels.

    mpyc natmod stage.py

It also runs as it is, as bytecode.
"""

TRANSPARENT = 0xF81F


class Layer:
    """A grid of tiles of 16 by 16 pixels with 16 colours, or one tile as a sprite."""

    def __init__(self, width: int, height: int, graphics: bytes, palette: bytes, grid=None):
        if not (1 <= width <= 255 and 1 <= height <= 255):
            raise ValueError("width and height must be 1 to 255")
        if len(palette) < 32 or (grid is not None and len(grid) < width * height):
            raise ValueError("buffer too small")
        self.x = 0
        self.y = 0
        self.width = width
        self.height = height
        self.graphics = graphics
        self.palette = palette
        self.grid = grid
        self.tile = 0
        self.rotation = 0

    def move(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def frame(self, tile: int, rotation: int) -> None:
        self.tile = tile & 31
        self.rotation = rotation & 7

    def draw(self, x: int, y: int, n: int, buffer: bytearray, at: int) -> None:
        """Draws what there is of n pixels from (x, y) on, into a buffer from `at` on."""
        row = y - self.y
        first = x - self.x
        if row < 0 or row >> 4 >= self.height or first + n <= 0:
            return
        end = min(first + n, self.width << 4)
        if first < 0:
            at -= 2 * first
            first = 0
        graphics = self.graphics
        palette = self.palette
        grid = self.grid
        tile = self.tile
        rotation = self.rotation
        for column in range(first, end):
            if grid is not None and (column & 15 == 0 or column == first):
                cell: int = grid[(row >> 4) * self.width + (column >> 4)]
                tile = cell & 31
                rotation = cell >> 5
            u = column & 15
            v = row & 15
            if rotation & 4:
                u = 15 - u
            # Quarter turns, clockwise.
            if rotation & 1:
                turned = v
                v = 15 - u
                u = turned
            if rotation & 2:
                u = 15 - u
                v = 15 - v
            place = tile * 128 + v * 8 + (u >> 1)
            if place < len(graphics):
                both: int = graphics[place]
                colour = both & 15 if u & 1 else both >> 4
                high: int = palette[2 * colour]
                low: int = palette[2 * colour + 1]
                if high << 8 | low != TRANSPARENT:
                    buffer[at] = high
                    buffer[at + 1] = low
            at += 2


class Text:
    """A grid of characters of 8 by 8 pixels with 4 colours, two sets of them."""

    def __init__(self, width: int, height: int, font: bytes, palette: bytes, chars: bytearray):
        if not (1 <= width <= 255 and 1 <= height <= 255):
            raise ValueError("width and height must be 1 to 255")
        if len(palette) < 16 or len(chars) < width * height:
            raise ValueError("buffer too small")
        self.x = 0
        self.y = 0
        self.width = width
        self.height = height
        self.font = font
        self.palette = palette
        self.chars = chars

    def move(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def draw(self, x: int, y: int, n: int, buffer: bytearray, at: int) -> None:
        """Draws what there is of n pixels from (x, y) on, into a buffer from `at` on."""
        row = y - self.y
        first = x - self.x
        if row < 0 or row >> 3 >= self.height or first + n <= 0:
            return
        end = min(first + n, self.width << 3)
        if first < 0:
            at -= 2 * first
            first = 0
        font = self.font
        palette = self.palette
        for column in range(first, end):
            character: int = self.chars[(row >> 3) * self.width + (column >> 3)]
            place = ((character & 127) - 32) * 16 + (row & 7) * 2 + (column >> 2 & 1)
            if 0 <= place < len(font):
                four: int = font[place]
                colour = four >> (6 - 2 * (column & 3)) & 3
                if character & 128:
                    colour += 4
                high: int = palette[2 * colour]
                low: int = palette[2 * colour + 1]
                if high << 8 | low != TRANSPARENT:
                    buffer[at] = high
                    buffer[at + 1] = low
            at += 2


def render(x0: int, y0: int, x1: int, y1: int, layers, buffer: bytearray, spi, background: int = 0) -> None:
    """Writes the pixels from (x0, y0) up to, but without, (x1, y1), row by row, to spi.write().

    The first of the layers is in front."""
    for layer in layers:
        if not isinstance(layer, (Layer, Text)):
            raise TypeError("layers must be Layer or Text objects")
    room = len(buffer) >> 1
    if room == 0:
        raise ValueError("buffer too small")
    used = 0
    for y in range(y0, y1):
        x = x0
        while x < x1:
            run = min(x1 - x, room - used)
            for at in range(2 * used, 2 * (used + run), 2):
                buffer[at] = background >> 8
                buffer[at + 1] = background & 255
            number = len(layers)
            while number > 0:
                number -= 1
                layers[number].draw(x, y, run, buffer, 2 * used)
            x += run
            used += run
            if used == room or (x == x1 and y == y1 - 1):
                spi.write(memoryview(buffer)[:2 * used])
                used = 0
