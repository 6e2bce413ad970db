import micropython


@micropython.viper
def f(a: int, b: int, c: int, d: int) -> int:
    return a + b + c + d
