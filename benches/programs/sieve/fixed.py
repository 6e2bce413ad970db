from mpyc import u16


def sieve(size: u16) -> u16:
    flags = bytearray(size)
    count = 0
    for i in range(2, size):
        if not flags[i]:
            count += 1
            for j in range(i * i, size, i):
                flags[j] = 1
    return count


def run() -> u16:
    return sieve(4000)
