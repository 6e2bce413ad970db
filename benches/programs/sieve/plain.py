# group: int
"""Eratosthenes' sieve in a bytearray."""


def sieve(size):
    flags = bytearray(size)
    count = 0
    for i in range(2, size):
        if not flags[i]:
            count += 1
            for j in range(i * i, size, i):
                flags[j] = 1
    return count


def run():
    return sieve(4000)
