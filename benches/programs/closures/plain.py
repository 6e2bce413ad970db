# group: control
"""Functions made by functions: counters, filters of signals composed, callbacks by event."""


def make_counter(step):
    count = 0

    def advance():
        nonlocal count
        count += step
        return count

    return advance


def make_filter(weight):
    state = 0

    def smooth(x):
        nonlocal state
        state += (x - state) * weight >> 3
        return state

    return smooth


def composed(f, g):
    return lambda x: f(g(x))


def run():
    counter = make_counter(3)
    chain = composed(make_filter(2), composed(make_filter(5), lambda x: x * x & 1023))
    handlers = {
        "level": chain,
        "tick": lambda x: counter() + x,
    }
    total = 0
    for i in range(400):
        total = (total + handlers["level"](i)) & 0xFFFFF
        total ^= handlers["tick"](i & 7)
    return total
