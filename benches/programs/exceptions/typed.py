# group: control
"""Messages parsed with errors raised, caught, passed on and cleaned up after."""


class BadFrame(ValueError):
    pass


class Link:
    opened: int
    closed: int

    def __init__(self) -> None:
        self.opened = 0
        self.closed = 0

    def __enter__(self) -> "Link":
        self.opened += 1
        return self

    def __exit__(self, kind, value, traceback) -> bool:
        self.closed += 1
        return False


def parse(frame: tuple[int, int, int]) -> int:
    kind, size, check = frame
    if size < 0:
        raise BadFrame("size")
    if (kind + size) & 7 != check:
        raise KeyError(check)
    return kind * size


def receive(link: Link, frame: tuple[int, int, int]) -> int:
    with link:
        try:
            return parse(frame)
        except KeyError:
            return -1
        finally:
            link.closed += 1


def run() -> tuple[int, int, int]:
    link = Link()
    total = 0
    bad = 0
    for i in range(200):
        try:
            total += receive(link, (i & 15, i % 9 - 1, i * 5 & 7))
        except BadFrame as error:
            bad += len(error.args[0])
    return total, bad, link.opened + link.closed
