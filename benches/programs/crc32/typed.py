# group: int
"""CRC-32 by a table of 256 words: ints of more bits than a small int has on a board."""


def make_table() -> list[int]:
    table: list[int] = []
    for i in range(256):
        crc = i
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
        table.append(crc)
    return table


def crc32(table: list[int], data: bytearray) -> int:
    crc = 0xFFFFFFFF
    for byte in data:
        crc = table[(crc ^ byte) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def run() -> int:
    data = bytearray(400)
    for i in range(len(data)):
        data[i] = (i * i) & 255
    return crc32(make_table(), data)
