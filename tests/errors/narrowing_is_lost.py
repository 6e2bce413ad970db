def assigned(x: int | None, again: int | None) -> int:
    if x is not None:
        x = again
        return x + 1
    return 0


def in_loop(x: int | None) -> int:
    if x is None:
        return 0
    total = 0
    while total < 10:
        total += x
        x = None
    return total


def in_handler(x: int | None) -> int:
    x = 1
    try:
        x = None
        x = 2
    except ValueError:
        return x + 1
    return x + 1


def one_way(x: int | str | None, flag: bool) -> int:
    if flag:
        x = 1
    elif isinstance(x, str):
        return x + 1
    return x + 1


def excluded(x: int | str) -> int:
    if isinstance(x, int):
        return len(x)
    return x - 1


def matched(x: int | str | None) -> int:
    match x:
        case None:
            return 1
        case str():
            return x + 1
    return x + 1


def perhaps(n: int, xs: list[int]) -> int:
    x: int | None = None
    y: int | None = None
    if 0 < n < (x := 5):
        return x
    print([(y := item) for item in xs])
    return x + y
