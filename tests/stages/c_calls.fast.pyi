from collections.abc import Buffer
from enum import IntEnum
from typing import Callable
from mpyc import Borrowed, f32, i32, u16

LIMIT: int = 8

class Kind(IntEnum):
    EMPTY = 0
    FULL = 2

class Point:
    x: f32

def dot(a: Buffer[f32], b: Buffer[f32]) -> f32: ...
def scale(n: u16) -> float: ...
def each(f: Borrowed[Callable[[i32], i32]], n: i32) -> i32: ...
def move(p: Point, by: f32 = 0.5) -> None: ...
