import micropython


@micropython.viper
def sieve(flags: ptr8, size: int) -> int:
    count = 0
    for i in range(2, size):
        if not flags[i]:
            count += 1
            j = i * i
            while j < size:
                flags[j] = 1
                j += i
    return count


def run():
    return sieve(bytearray(4000), 4000)
