handlers = []


def each(f, n):
    sum = 0
    for i in range(n):
        result = f(i)
        if not isinstance(result, int):
            raise TypeError
        if not -(1 << 31) <= result < 1 << 31:
            raise OverflowError
        sum += result
    return sum


def fold(f, n):
    value = 0.0
    for i in range(1, n + 1):
        value = f(value, float(i))
    return value


def find(f, limit):
    for i in range(limit):
        if f(i):
            return i
    return -1


def on(f):
    handlers.append(f)


def fire(n):
    for i, handler in enumerate(handlers):
        handler(n, i)
    return len(handlers)


def clear():
    handlers.clear()


def idle(f):
    if f is None:
        return False
    f()
    return True
