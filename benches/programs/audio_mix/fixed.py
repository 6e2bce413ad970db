from array import array

from mpyc import i16, u16, u32


def mix(target: array[i16], voice: array[i16], volume: i16) -> None:
    for i in range(len(target)):
        sample = target[i] + (voice[i] * volume >> 8)
        if sample > 32767:
            sample = 32767
        elif sample < -32768:
            sample = -32768
        target[i] = sample


def make_voice(size: u16, step: u16) -> array[i16]:
    voice: array[i16] = array("h", [0] * size)
    phase: u16 = 0
    for i in range(size):
        phase = u16(phase + step)
        voice[i] = phase - 32768
    return voice


def run() -> u32:
    size = 400
    target: array[i16] = array("h", [0] * size)
    for step, volume in ((1311, 200), (1965, 150), (700, 256)):
        mix(target, make_voice(size, step), volume)
    total: u32 = 0
    for i in range(size):
        total = (total * 3 + target[i]) & 0xFFFFFF
    return total
