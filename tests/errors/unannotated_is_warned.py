def f():
    try:
        return 1 + "a"
    except TypeError:
        return g(1, 2)


def g(a):
    return a
