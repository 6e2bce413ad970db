from mpyc import u16, u32


def convert(source: bytearray, target: bytearray, count: u16) -> None:
    j = 0
    for i in range(0, count * 3, 3):
        b = source[i]
        g = source[i + 1]
        r = source[i + 2]
        pixel = (r & 0xF8) << 8 | (g & 0xFC) << 3 | b >> 3
        target[j] = pixel >> 8
        target[j + 1] = pixel & 255
        j += 2


def checksum(data: bytearray) -> u32:
    total: u32 = 0
    for i in range(len(data)):
        total = (total * 31 + data[i]) & 0xFFFFFF
    return total


def run() -> u32:
    count = 64 * 8
    source = bytearray(count * 3)
    for i in range(count * 3):
        source[i] = i * 7 & 255
    target = bytearray(count * 2)
    for _ in range(3):
        convert(source, target, count)
    return checksum(target)
