import os.path
from . import sibling
from os import *


def f(xs):
    ys = [x for x in xs]
    g = lambda a: a
    with open("f") as file:
        print(*xs)
    match xs:
        case []:
            pass

    def inner():
        yield 1

    return {**ys}, 1j


class D(f):
    async def m(self):
        await self


class C:
    @staticmethod
    def s():
        return eval("1"), super()
