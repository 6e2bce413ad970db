# To a type checker a fixed-width int is an int: operators give ints, and a call keeps the low bits of one.
from typing import TypeAlias

u8: TypeAlias = int
u16: TypeAlias = int
u32: TypeAlias = int
u64: TypeAlias = int
i8: TypeAlias = int
i16: TypeAlias = int
i32: TypeAlias = int
i64: TypeAlias = int
f32: TypeAlias = float
