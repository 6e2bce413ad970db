# group: float
"""The Mandelbrot set, 24 by 16 points: floats in a loop that ends when they grow."""


def iterations(cr, ci, limit):
    zr = 0.0
    zi = 0.0
    n = 0
    while n < limit and zr * zr + zi * zi <= 4.0:
        t = zr * zr - zi * zi + cr
        zi = 2.0 * zr * zi + ci
        zr = t
        n += 1
    return n


def run():
    total = 0
    for y in range(16):
        for x in range(24):
            total += iterations(x * 3.0 / 24 - 2.0, y * 2.0 / 16 - 1.0, 20)
    return total
