# An object of which a viper function has the address alone lives until the function is done.
import gc
import micropython


@micropython.viper
def sum_after_collecting(data: ptr8, n: int) -> int:
    gc.collect()
    junk = [bytearray(16) for _ in range(20)]
    for block in junk:
        block[0] = 255
    total = 0
    for i in range(n):
        total += data[i]
    return total


def called() -> int:
    return sum_after_collecting(memoryview(bytearray(b"\x01" * 40))[4:], 30) + sum_after_collecting(bytearray(b"\x02" * 16), 16)


for _ in range(5):
    print(called())
