import micropython


@micropython.viper
def f(a: int, b: int, c: int) -> int:
    return a + b + c
