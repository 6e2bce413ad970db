"""Fixed-width numbers for typed Python that mpyc compiles, and that runs as it stands on CPython and MicroPython.

    from mpyc import u16

    def crc16(crc: u16, byte: int) -> u16:
        crc ^= byte << 8
        for _ in range(8):
            crc = u16(crc << 1 ^ 0x1021) if crc & 0x8000 else u16(crc << 1)
        return crc

The values are plain ints and floats. A call keeps the low bits of an int, as a conversion in C does: u8(256) is 0,
i8(128) is -128. An annotation says which ints there are; compiled code makes sure of it.
"""

from array import array


def u8(value):
    return value & 0xFF


def u16(value):
    return value & 0xFFFF


def u32(value):
    return value & 0xFFFFFFFF


def u64(value):
    return value & 0xFFFFFFFFFFFFFFFF


def i8(value):
    return ((value & 0xFF) ^ 0x80) - 0x80


def i16(value):
    return ((value & 0xFFFF) ^ 0x8000) - 0x8000


def i32(value):
    return ((value & 0xFFFFFFFF) ^ 0x80000000) - 0x80000000


def i64(value):
    return ((value & 0xFFFFFFFFFFFFFFFF) ^ 0x8000000000000000) - 0x8000000000000000


def f32(value):
    return array("f", (value,))[0]
