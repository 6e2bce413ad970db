def sign(n: int) -> int:
    if n > 0:
        return 1
    elif n < 0:
        return -1


def search(xs: list[int], x: int) -> int:
    for index, item in enumerate(xs):
        if item == x:
            return index


def loops() -> int:
    while True:
        if loops():
            break


def fine(n: int | str) -> int:
    try:
        if isinstance(n, int):
            return n
        elif isinstance(n, str):
            return len(n)
    finally:
        print("done")


def forever() -> int:
    while True:
        print("on")


def cases(n: int) -> str:
    match n:
        case 0:
            return "zero"
        case _:
            return "more"


def managed(lock) -> int:
    with lock:
        return 1


def perhaps(n: int) -> int | None:
    if n:
        return n


class Shape:
    def area(self) -> float: ...

    def name(self) -> str:
        """Its name."""
