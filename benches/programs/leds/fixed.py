from mpyc import u8, u16, u32


def make_gamma() -> bytearray:
    gamma = bytearray(256)
    for i in range(256):
        # Between a square and a cube, which is near enough to a power of 2.5.
        gamma[i] = (i * i * i // 255 + i * i) // 510
    return gamma


def hsv(h: u16, s: u8, v: u8) -> tuple[u8, u8, u8]:
    """Hue to 1535, saturation and value to 255."""
    part = h & 255
    p = v * (255 - s) // 255
    q = v * (255 - s * part // 255) // 255
    t = v * (255 - s * (255 - part) // 255) // 255
    sector = h >> 8
    if sector == 0:
        return v, t, p
    if sector == 1:
        return q, v, p
    if sector == 2:
        return p, v, t
    if sector == 3:
        return p, q, v
    if sector == 4:
        return t, p, v
    return v, p, q


def rainbow(strip: bytearray, gamma: bytearray, count: u8, start: u16) -> None:
    for i in range(count):
        r, g, b = hsv((start + i * 1536 // count) % 1536, 240, 200)
        strip[i * 3] = gamma[g]
        strip[i * 3 + 1] = gamma[r]
        strip[i * 3 + 2] = gamma[b]


def run() -> u32:
    gamma = make_gamma()
    strip = bytearray(60 * 3)
    total: u32 = 0
    for start in range(0, 1536, 256):
        rainbow(strip, gamma, 60, start)
        total = (total * 5 + sum(strip)) & 0xFFFFF
    return total
