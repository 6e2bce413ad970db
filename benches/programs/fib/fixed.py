from mpyc import u8, u32


def fib(n: u8) -> u32:
    if n < 2:
        return n
    return u32(fib(n - 1) + fib(n - 2))


def run() -> u32:
    return fib(16)
