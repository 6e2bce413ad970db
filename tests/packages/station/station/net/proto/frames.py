print("frames")
from . import codec as other


def size(x):
    return abs(x)


class Frame:
    def __init__(self, size: int):
        self.size = size * 2


def encode(data: bytes) -> bytes:
    return bytes([len(data)]) + data


def run():
    return "frames " + other.__name__ + " " + str(other.Frame(1).size)
