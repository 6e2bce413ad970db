# group: int
"""Fibonacci numbers by recursion: calls from compiled code."""


def fib(n: int) -> int:
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def run() -> int:
    return fib(16)
