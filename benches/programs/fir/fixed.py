from array import array

from micropython import const
from mpyc import i32, u16, u32

TAPS = const(16)


def fir(taps: array[i32], ring: array[i32], at: u16) -> i32:
    total: i32 = 0
    for i in range(TAPS):
        total = i32(total + taps[i] * ring[at])
        at = at - 1 if at else TAPS - 1
    return total >> 10


def run() -> u32:
    taps: array[i32] = array("i", [(i + 1) * (TAPS - i) * 2 for i in range(TAPS)])
    ring: array[i32] = array("i", bytes(4 * TAPS))
    at = 0
    total: u32 = 0
    x = 7
    for _ in range(250):
        x = (x * 75 + 74) % 65537
        ring[at] = (x & 4095) - 2048
        total = (total * 3 + fir(taps, ring, at)) & 0xFFFFF
        at = (at + 1) % TAPS
    return total
