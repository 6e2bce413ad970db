import sys


def f(n):
    if n == 1:
        return 1
        print("after return")
        print("more")
    elif n == 2:
        raise ValueError
        n = 3
    while True:
        if n > 3:
            continue
            n += 1
        n += 1
        for i in range(n):
            break
    print("never")


def g(xs):
    for x in xs:
        if x:
            return x
        else:
            sys.exit(1)
        print(x)
    with xs:
        raise ValueError
    return 0


def generator():
    return
    yield


def h(n):
    try:
        return n
    except ValueError:
        raise
    finally:
        print("done")
    return 1


if False:
    print("left out")
