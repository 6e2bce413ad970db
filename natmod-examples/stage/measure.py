"""Runs on the board: renders with the three forms of the engine, compares the pixels, and prints what each takes.

Given: stage_c.mpy from stage.c, stage_native.mpy from stage.py, stage_bytecode.py, which is stage.py, and scene.py.
`scripts/stage` makes them and starts this.
"""

import binascii
import gc

import scene
import stage_bytecode
import stage_c
import stage_native

FORMS = (("C", stage_c), ("typed Python", stage_native), ("bytecode", stage_bytecode))
# Of the scene: all of it, what the birds fly through, the score.
RECTANGLES = (
    ("whole screen", 0, 0, 160, 128),
    ("48 x 48 pixels", 72, 16, 120, 64),
    ("score", 64, 112, 160, 124),
)


class Checksum:
    """A display that only sums up what is written to it."""

    def __init__(self):
        self.sum = 0

    def write(self, data):
        self.sum = binascii.crc32(data, self.sum)


def measured(stage, rectangle):
    """The checksum of a rectangle's pixels, and the instructions that rendering it takes."""
    layers = scene.screen(stage, 30)
    buffer = bytearray(512)
    display = Checksum()
    x0, y0, x1, y1 = rectangle
    gc.collect()
    start = instret()
    stage.render(x0, y0, x1, y1, layers, buffer, display, scene.SKY)
    return display.sum, (instret() - start) & 0xFFFFFFFF


print("| | pixels | C | typed Python | bytecode |")
print("|---|---|---|---|---|")
for name, x0, y0, x1, y1 in RECTANGLES:
    counts = []
    sums = set()
    for _, stage in FORMS:
        total, count = measured(stage, (x0, y0, x1, y1))
        sums.add(total)
        counts.append(count)
    if len(sums) != 1:
        raise SystemExit("%s: the pixels differ" % name)
    pixels = (x1 - x0) * (y1 - y0)
    per_pixel = ["%d" % ((count + pixels // 2) // pixels) for count in counts]
    print("| %s | %d | %s |" % (name, pixels, " | ".join(per_pixel)))
