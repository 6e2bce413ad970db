# Pointers of viper: loads and stores of each size, addresses as numbers, what takes part in objects.
import micropython
from array import array


@micropython.viper
def fill(to: ptr8, n: int, first: int):
    for i in range(n):
        to[i] = first + i


@micropython.viper
def sum8(at: ptr8, n: int) -> int:
    total = 0
    for i in range(n):
        total += at[i]
    return total


@micropython.viper
def swap16(at: ptr16, n: int):
    i = 0
    while i < n:
        # A variable that is the place of a word would be doubled by the firmware's own code for RISC-V.
        at[0 + i] = at[0 + i] << 8 | at[0 + i] >> 8
        i += 1


@micropython.viper
def xor32(at: ptr32, n: int, key: int) -> int:
    last = 0
    for i in range(n):
        at[0 + i] ^= key
        last = at[0 + i]
    return last


@micropython.viper
def address(of: ptr) -> ptr:
    return of


@micropython.viper
def backwards(at: ptr8, n: int) -> int:
    end = uint(at) + uint(n)
    p = ptr8(end)
    r = 0
    for i in range(n):
        r = r * 3 + p[-1 - i]
    return r


@micropython.viper
def through_object(buffer, n: int) -> int:
    p = ptr8(buffer)
    q = ptr16(buffer)
    p[0] += 1
    p[1] -= 1
    p[2] <<= 1
    q[2] //= 3
    return p[n] + q[0] % 7


@micropython.viper
def evaluated_once(at: ptr8, places, n: int):
    for i in range(n):
        at[int(places.pop())] += int(places.pop())


@micropython.viper
def crc(data: ptr8, n: int) -> int:
    crc = 0xFFFF
    for i in range(n):
        crc ^= data[i] << 8
        for _ in range(8):
            if crc & 0x8000:
                crc = crc << 1 ^ 0x1021
            else:
                crc <<= 1
    return crc & 0xFFFF


@micropython.viper
def sieve(flags: ptr8, n: int) -> int:
    count = 0
    for i in range(2, n):
        if not flags[i]:
            count += 1
            k = i * i
            while k < n:
                flags[k] = 1
                k += i
    return count


@micropython.viper
def truth_stored(at: ptr8, a: int, b: int):
    at[0] = a < b
    at[1] = a == b


data = bytearray(16)
fill(data, 16, 250)
print(data, sum8(data, 16))
swap16(data, 8)
print(data)
print(xor32(data, 4, 0x01020304) & 0xFFFFFFFF, data)
print(type(address(data)), address(data) == address(data), address(address(data) + 3) - address(data))
fill(address(data) + 4, 3, 65)
print(data)
print(backwards(data, 16), through_object(data, 2), data)
evaluated_once(data, [1, 2, 3, 4], 2)
print(data)
print(hex(crc(b"123456789", 9)), crc(memoryview(b"..123456789")[2:], 9) == crc(b"123456789", 9))
print(sieve(bytearray(1000), 1000))
truth_stored(data, 1, 2)
print(data[:2])
words = array("H", [1, 2, 0xFF00])
swap16(words, 3)
print(words)
unknown = ["abc", None]
print(sum8(b"\xff" * 300, 300), sum8(unknown[0], 3))
try:
    print(sum8(unknown[1], 1))
except TypeError:
    print("TypeError")
