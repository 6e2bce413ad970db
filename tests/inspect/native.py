"""Machine code in a module of bytecode."""
import micropython


@micropython.native
def native(x):
    return x + 1


@micropython.viper
def viper(x: int) -> int:
    return x + 1
