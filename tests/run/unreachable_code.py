# Code that is never reached, with loops and handlers in it.


def after_return(x: int, z):
    return x
    while x:
        y = x
        x -= 1
    for i in range(z):
        y = i
    return y, z, i


def after_raise(n):
    raise ValueError(n)
    while n:
        try:
            n -= 1
            if n == 3:
                continue
            break
        finally:
            m = n
    else:
        m = 0
    return n, m, k


def after_break(items) -> list:
    out = []
    for x in items:
        out.append(x)
        if x == 2:
            break
            while True:
                out.append(y)
                for y in x:
                    continue
        else:
            continue
            out.append(out)
        x.append(out)
    return out


def endless(n: int) -> int:
    while True:
        n += 1
        if n > 5:
            return n
    while n:
        n = m
    return p


def all_return(x: int):
    try:
        if x:
            return "yes"
        else:
            return "no"
        x = 5
        while x:
            x = z
    finally:
        x = 7
    for _ in range(x):
        print(x, w)
    w = 1


def never(x):
    if False:
        while x:
            y = x
        return y
    while False:
        z = x
        while z:
            z = x
    return x


print(after_return(1, 2), after_break([1, 2, 3]), after_break([5]), endless(1), all_return(0), all_return(1), never(3))
try:
    after_raise(5)
except ValueError as e:
    print(e.args)
