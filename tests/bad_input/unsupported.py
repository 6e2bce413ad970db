import math


def outer(values):
    def inner(x):
        return x

    f = lambda x: x
    a = [v for v in values]
    b = {v for v in values}
    c = {v: v for v in values}
    d = sum(v for v in values)
    with open("x") as file:
        pass
    match values:
        case []:
            pass
    print(*values, **c)
    e = [*values]
    g = {**c}
    return 1j


def numbers():
    yield 1


async def main():
    await main()


class Derived(Exception):
    pass


@outer
class Decorated:
    class Nested:
        pass


from math import *
