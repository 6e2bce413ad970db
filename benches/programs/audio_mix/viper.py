from array import array
import micropython


@micropython.viper
def mix(target: ptr16, voice: ptr16, size: int, volume: int):
    for i in range(size):
        a = target[i]
        b = voice[i]
        if a & 0x8000:
            a -= 0x10000
        if b & 0x8000:
            b -= 0x10000
        sample = a + (b * volume >> 8)
        if sample > 32767:
            sample = 32767
        elif sample < -32768:
            sample = -32768
        target[i] = sample


@micropython.viper
def fill(voice: ptr16, size: int, step: int):
    phase = 0
    for i in range(size):
        phase = (phase + step) & 0xFFFF
        voice[i] = phase - 32768


@micropython.viper
def weigh(target: ptr16, size: int) -> int:
    total = 0
    for i in range(size):
        sample = target[i]
        if sample & 0x8000:
            sample -= 0x10000
        total = (total * 3 + sample) & 0xFFFFFF
    return total


def run():
    size = 400
    target = array("h", [0] * size)
    for step, volume in ((1311, 200), (1965, 150), (700, 256)):
        voice = array("h", [0] * size)
        fill(voice, size, step)
        mix(target, voice, size, volume)
    return weigh(target, size)
