import array
import micropython


@micropython.viper
def make_table(table: ptr32):
    for i in range(256):
        crc = uint(i)
        for _ in range(8):
            if crc & uint(1):
                crc = (crc >> uint(1)) ^ uint(0xEDB88320)
            else:
                crc = crc >> uint(1)
        table[i] = int(crc)


@micropython.viper
def crc32(table: ptr32, data: ptr8, size: int) -> uint:
    crc = uint(0xFFFFFFFF)
    for i in range(size):
        crc = uint(table[(int(crc) ^ data[i]) & 255]) ^ (crc >> uint(8))
    return crc ^ uint(0xFFFFFFFF)


@micropython.viper
def fill(data: ptr8, size: int):
    for i in range(size):
        data[i] = i * i


def run():
    data = bytearray(400)
    fill(data, 400)
    table = array.array("I", (0 for _ in range(256)))
    make_table(table)
    return crc32(table, data, 400)
