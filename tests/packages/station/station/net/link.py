print("link")
import station.net
from .proto import frames
from ..config import LIMIT


class Link:
    def __init__(self, name: str, rate: float):
        self.name = name
        self.rate = rate
        self.sent = 0

    def send(self, data: bytes) -> str:
        self.sent += len(data)
        frame = frames.Frame(len(data))
        return "%s %d %s %s" % (self.name, frame.size, self.rate / 2, self.limited(frame))

    def limited(self, frame) -> bool:
        return frame.size > LIMIT


def run() -> str:
    return "link " + str(hasattr(station.net, "ready")) + " " + __name__
