import micropython


@micropython.viper
def f(a: int, b: int) -> int:
    return a + b
