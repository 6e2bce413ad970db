import sys


def f(n, xs):
    if n:
        a = 1
    print(a)
    for x in xs:
        last = x
    print(last, x)
    try:
        b = int(n)
    except ValueError:
        pass
    return b


def fine(n, path):
    if n == 1:
        a = 1
    elif n == 2:
        a = 2
    else:
        sys.exit(1)
    with open(path) as file:
        text = file.read()
    try:
        b = int(n)
    except ValueError:
        return 0
    while True:
        c = 1
        break
    return a, b, c, text


def deleted(n):
    del n
    return n
