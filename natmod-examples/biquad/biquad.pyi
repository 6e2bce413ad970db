from array import array
from collections.abc import Buffer
from typing import Callable
from mpyc import Borrowed, i16, i32

class Biquad:
    b0: i32
    b1: i32
    b2: i32
    a1: i32
    a2: i32

def filter(section: Biquad, samples: array[i16]) -> None: ...
def loudest(samples: Buffer[i16], each: Borrowed[Callable[[i32], None]] | None = None) -> i32: ...
