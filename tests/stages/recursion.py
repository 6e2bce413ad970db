def fact(n: int) -> int:
    return 1 if n < 2 else n * fact(n - 1)
