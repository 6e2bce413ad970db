import micropython


@micropython.viper
def convert(source: ptr8, target: ptr8, count: int):
    i = 0
    j = 0
    for _ in range(count):
        pixel = (source[i + 2] & 0xF8) << 8 | (source[i + 1] & 0xFC) << 3 | source[i] >> 3
        target[j] = pixel >> 8
        target[j + 1] = pixel
        i += 3
        j += 2


@micropython.viper
def checksum(data: ptr8, size: int) -> int:
    total = 0
    for i in range(size):
        total = (total * 31 + data[i]) & 0xFFFFFF
    return total


@micropython.viper
def fill(data: ptr8, size: int):
    for i in range(size):
        data[i] = i * 7


def run():
    count = 64 * 8
    source = bytearray(count * 3)
    fill(source, count * 3)
    target = bytearray(count * 2)
    for _ in range(3):
        convert(source, target, count)
    return checksum(target, count * 2)
