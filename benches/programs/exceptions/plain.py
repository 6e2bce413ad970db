# group: control
"""Messages parsed with errors raised, caught, passed on and cleaned up after."""


class BadFrame(ValueError):
    pass


class Link:
    def __init__(self):
        self.opened = 0
        self.closed = 0

    def __enter__(self):
        self.opened += 1
        return self

    def __exit__(self, kind, value, traceback):
        self.closed += 1
        return False


def parse(frame):
    kind, size, check = frame
    if size < 0:
        raise BadFrame("size")
    if (kind + size) & 7 != check:
        raise KeyError(check)
    return kind * size


def receive(link, frame):
    with link:
        try:
            return parse(frame)
        except KeyError:
            return -1
        finally:
            link.closed += 1


def run():
    link = Link()
    total = 0
    bad = 0
    for i in range(200):
        try:
            total += receive(link, (i & 15, i % 9 - 1, i * 5 & 7))
        except BadFrame as error:
            bad += len(error.args[0])
    return total, bad, link.opened + link.closed
