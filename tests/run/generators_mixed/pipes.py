def numbers(n: int):
    i = 0
    while i < n:
        received = yield i
        if received is not None:
            i = received
        i += 1


def doubled(source):
    for x in source:
        yield x * 2


def delegated(source):
    result = yield from source
    yield ("result", result)


def first(source, n: int):
    result = []
    for x in source:
        result.append(x)
        if len(result) == n:
            break
    return result


def careful(source):
    try:
        for x in source:
            yield x
    except ValueError as e:
        yield "caught " + str(e)
    yield next(source, "ended")
