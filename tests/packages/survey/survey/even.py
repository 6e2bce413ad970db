from . import odd


def even(n: int) -> bool:
    return True if n == 0 else odd.odd(n - 1)
