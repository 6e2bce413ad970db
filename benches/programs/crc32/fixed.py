from array import array

from mpyc import u32


def make_table() -> array[u32]:
    table: array[u32] = array("I", bytes(4 * 256))
    for i in range(256):
        crc: u32 = i
        for _ in range(8):
            crc = (crc >> 1) ^ 0xEDB88320 if crc & 1 else crc >> 1
        table[i] = crc
    return table


def crc32(table: array[u32], data: bytearray) -> u32:
    crc: u32 = 0xFFFFFFFF
    for i in range(len(data)):
        crc = table[(crc ^ data[i]) & 255] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def run() -> u32:
    data = bytearray(400)
    for i in range(len(data)):
        data[i] = (i * i) & 255
    return crc32(make_table(), data)
