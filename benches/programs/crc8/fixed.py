from mpyc import u8, u16


def crc8(data: bytes) -> u8:
    crc: u8 = 0
    for i in range(len(data)):
        crc ^= data[i]
        for _ in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ 0x8C
            else:
                crc >>= 1
    return crc


def run() -> u16:
    total: u16 = 0
    for i in range(60):
        total = u16(total * 3 + crc8(bytes([i, 255 - i, u8(i * 3), 75, 70, 127, 255, 12, 16])))
    return total
