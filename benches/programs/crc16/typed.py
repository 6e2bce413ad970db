# group: int
"""CRC-16/CCITT of a block, bit by bit."""


def crc16(data: bytearray, crc: int) -> int:
    for byte in data:
        crc ^= byte << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = ((crc << 1) ^ 0x1021) & 0xFFFF
            else:
                crc = (crc << 1) & 0xFFFF
    return crc


def run() -> int:
    data = bytearray(512)
    for i in range(512):
        data[i] = (i * 7 + 3) & 255
    crc = 0xFFFF
    for _ in range(2):
        crc = crc16(data, crc)
    return crc
