# Loops behind a return, a raise or a break are compiled, and never run.


def after_return(n: int) -> int:
    return n
    x = 0
    while x < n:
        x += 1
    for i in range(n):
        x += i
    return x


def after_raise(n):
    try:
        raise ValueError(n)
        while True:
            n += 1
            if n > 3:
                continue
    except ValueError as e:
        return e.args
    return n


def after_break(items):
    total = 0
    for item in items:
        total += item
        break
        for other in items:
            total += other
        else:
            total = -1
    return total


print(after_return(3), after_raise(4), after_break([5, 6]))
