# group: int
"""Eratosthenes' sieve in a bytearray."""


def sieve(size: int) -> int:
    flags = bytearray(size)
    count = 0
    for i in range(2, size):
        if not flags[i]:
            count += 1
            for j in range(i * i, size, i):
                flags[j] = 1
    return count


def run() -> int:
    return sieve(4000)
