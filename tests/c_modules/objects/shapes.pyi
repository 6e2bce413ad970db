from enum import IntEnum
from typing import Final, Optional
from mpyc import Const, f32, f64, i8, i16, i64, u8, u32

LIMIT: Final[int] = 3
LOWEST: Final = -9223372036854775808

class Color(IntEnum):
    """One of three."""
    RED = 0
    GREEN = 5
    BLUE = 6

class Sign(IntEnum):
    MINUS = -1
    PLUS = 1

class Mixed:
    a: i8
    b: f64
    c: u32
    d: i64
    e: bool
    f: f32
    color: Color

class Pair:
    x: i16
    y: i16

class Stack: ...

def next_color(c: Color) -> Color: ...
def flip(s: Sign) -> Sign: ...
def double_all(m: Mixed) -> None: ...
def sum_pair(p: Const[Pair], q: Pair | None = None) -> int: ...
def sum_maybe(p: Optional[Const[Pair]]) -> int: ...
def stack(size: u8) -> Stack | None: ...
def push(s: Stack, n: i16) -> bool: ...
def pop(s: Stack) -> i16: ...
def depth(s: Const[Stack] | None) -> int: ...
def itself(s: Stack) -> Stack: ...
