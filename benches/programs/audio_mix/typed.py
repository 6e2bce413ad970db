# group: int
"""Three voices of 16-bit samples, scaled, added and limited, in arrays."""
from array import array


def mix(target: array[int], voice: array[int], volume: int) -> None:
    for i in range(len(target)):
        sample = target[i] + (voice[i] * volume >> 8)
        if sample > 32767:
            sample = 32767
        elif sample < -32768:
            sample = -32768
        target[i] = sample


def make_voice(size: int, step: int) -> array[int]:
    voice = array("h", [0] * size)
    phase = 0
    for i in range(size):
        phase = (phase + step) & 0xFFFF
        voice[i] = phase - 32768
    return voice


def run() -> int:
    size = 400
    target = array("h", [0] * size)
    for step, volume in ((1311, 200), (1965, 150), (700, 256)):
        mix(target, make_voice(size, step), volume)
    total = 0
    for sample in target:
        total = (total * 3 + sample) & 0xFFFFFF
    return total
