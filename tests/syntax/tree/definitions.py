def nothing(): ...
def every(a, b: int, /, c=1, d: str = "d", *args: float, e, f: bool = True, **kwargs: object) -> None:
    """Every kind of parameter."""
    global g, h
    return
def keyword_only(*, a, b=2):
    def inner():
        nonlocal a
        return a
    return inner
@decorator
@module.decorator(1, key=2)
async def coroutine():
    async with a as b, c: pass
    async for x in y: pass
    await z
    return [await q async for q in r]
def generator():
    x = yield
    yield x, 1
    yield from other()
def generic[T, U: int, V: (int, str), *Ts, W = int, **P = [int]](x: T) -> T: ...
class Empty: pass
@final
class Point[T](Base, Generic[T], metaclass=Meta, **options):
    x: int
    y: int = 0
    def method(self, other: "Point") -> "Point":
        return self
type Alias = list[int]
type Pairs[K, V] = dict[K, list[V]]
import os
import os.path, sys as system
from math import sqrt, pi as PI
from . import sibling
from ..package.module import (one, two,)
from everything import *
f = lambda: 0
g = lambda x, /, y=1, *z, w, **v: (x, lambda: y)
