from . import even as evens


def odd(n: int) -> bool:
    return False if n == 0 else evens.even(n - 1)
