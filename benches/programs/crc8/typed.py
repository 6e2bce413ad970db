# group: int
"""CRC-8 of readings, as the sensors on a 1-Wire bus give it: lowest bit first."""


def crc8(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            if crc & 1:
                crc = (crc >> 1) ^ 0x8C
            else:
                crc >>= 1
    return crc


def run() -> int:
    total = 0
    for i in range(60):
        total = total * 3 + crc8(bytes([i, 255 - i, i * 3 & 255, 75, 70, 127, 255, 12, 16])) & 0xFFFF
    return total
