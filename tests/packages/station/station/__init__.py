"""A package of three levels, for one file: circles, lazy modules, names that several modules have."""
from . import config

counter = 10
print("station begins", __name__, config.LIMIT)


class Frame:
    def __init__(self, size: int):
        self.size = size


def run() -> str:
    return "station " + str(Frame(config.LIMIT).size)
