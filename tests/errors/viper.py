# What viper has no meaning for.
import micropython


@micropython.viper
def mixed(a: int, b) -> int:
    return a + b


@micropython.viper
def big(a: int) -> int:
    return a & 0xFFFFFFFF


@micropython.viper
def undeclared(a: int):
    return a


@micropython.viper
def other(a: uint) -> int:
    return a


@micropython.viper
def two_types(a: int) -> int:
    x = a
    x = len("abc")
    return a


@micropython.viper
def compared(a: int, b: uint) -> bool:
    return a < b


@micropython.viper
def divided(a: uint) -> uint:
    return a // 2


@micropython.viper
def powers(a: int) -> int:
    return a**2


@micropython.viper
def counts(n, data: ptr8, at: ptr):
    for i in range(n):
        data[i] = n
    at[0] = 1
    data["x"] = 1
    return data + 1


@micropython.viper
def unknown(a: str, b: float) -> None:
    return a


@micropython.viper
def yields(a: int):
    yield a


@micropython.viper
def shared(a: int):
    return lambda: a


@micropython.viper
def attributes(a: int):
    a.real
    a()
    raise a


@micropython.viper
def identical(a: int) -> bool:
    return a is a


@micropython.viper
def choice(a: int, b, c: bool):
    x = a if c else b
    y = a or b
    print(x, y, uint())
