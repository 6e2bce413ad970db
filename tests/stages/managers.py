class Lock:
    held: int

    def __init__(self) -> None:
        self.held = 0

    def __enter__(self) -> int:
        self.held += 1
        return self.held

    def __exit__(self, kind, value, trace) -> None:
        self.held -= 1


def within(lock: Lock, f) -> int:
    with lock as depth:
        f()
        return depth


def anything(manager, f) -> None:
    with manager:
        f()
