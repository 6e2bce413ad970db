"""Factorials: exact at any size, because a Python int never wraps."""


def factorial(n: int) -> int:
    """1 * 2 * ... * n, in a loop."""
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def factorial_recursive(n: int) -> int:
    """The same, by calling itself."""
    if n < 2:
        return 1
    return n * factorial_recursive(n - 1)


def trailing_zeros(n: int) -> int:
    """How many zeros n! ends in: the fives among the factors of 1 to n."""
    count = 0
    while n > 0:
        n //= 5
        count += n
    return count
