import micropython


@micropython.viper
def crc16(data: ptr8, size: int, crc: int) -> int:
    for i in range(size):
        crc ^= data[i] << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = ((crc << 1) ^ 0x1021) & 0xFFFF
            else:
                crc = (crc << 1) & 0xFFFF
    return crc


@micropython.viper
def fill(data: ptr8, size: int):
    for i in range(size):
        data[i] = i * 7 + 3


def run():
    data = bytearray(512)
    fill(data, 512)
    crc = 0xFFFF
    for _ in range(2):
        crc = crc16(data, 512, crc)
    return crc
