from mpyc import u16


def crc16(data: bytearray, crc: u16) -> u16:
    for i in range(len(data)):
        crc ^= data[i] << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = u16((crc << 1) ^ 0x1021)
            else:
                crc = u16(crc << 1)
    return crc


def run() -> u16:
    data = bytearray(512)
    for i in range(512):
        data[i] = (i * 7 + 3) & 255
    crc: u16 = 0xFFFF
    for _ in range(2):
        crc = crc16(data, crc)
    return crc
