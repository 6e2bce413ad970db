count = 0
limit: int = 10


def bump() -> int:
    global count
    count += 1
    if count > limit:
        del count
    return later()


def later() -> int:
    return len("abc")
