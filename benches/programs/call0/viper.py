import micropython


@micropython.viper
def f() -> int:
    return 7
