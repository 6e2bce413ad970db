import micropython


@micropython.viper
def make_gamma(gamma: ptr8):
    for i in range(256):
        gamma[i] = (i * i * i // 255 + i * i) // 510


@micropython.viper
def rainbow(strip: ptr8, gamma: ptr8, count: int, start: int):
    for i in range(count):
        h = (start + i * 1536 // count) % 1536
        s = 240
        v = 200
        part = h & 255
        p = v * (255 - s) // 255
        q = v * (255 - s * part // 255) // 255
        t = v * (255 - s * (255 - part) // 255) // 255
        sector = h >> 8
        if sector == 0:
            r = v
            g = t
            b = p
        elif sector == 1:
            r = q
            g = v
            b = p
        elif sector == 2:
            r = p
            g = v
            b = t
        elif sector == 3:
            r = p
            g = q
            b = v
        elif sector == 4:
            r = t
            g = p
            b = v
        else:
            r = v
            g = p
            b = q
        strip[i * 3] = gamma[g]
        strip[i * 3 + 1] = gamma[r]
        strip[i * 3 + 2] = gamma[b]


def run():
    gamma = bytearray(256)
    make_gamma(gamma)
    strip = bytearray(60 * 3)
    total = 0
    for start in range(0, 1536, 256):
        rainbow(strip, gamma, 60, start)
        total = (total * 5 + sum(strip)) & 0xFFFFF
    return total
