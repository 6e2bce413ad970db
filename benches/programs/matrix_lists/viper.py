from array import array
import micropython
from micropython import const

N = const(14)


@micropython.viper
def product(a: ptr32, b: ptr32, c: ptr32):
    for i in range(N):
        for j in range(N):
            total = 0
            for k in range(N):
                total += a[i * N + k] * b[k * N + j]
            c[i * N + j] = total


@micropython.viper
def fill(a: ptr32, b: ptr32):
    for i in range(N):
        for j in range(N):
            a[i * N + j] = i * j % 7
            b[i * N + j] = (i + j) % 5


@micropython.viper
def weigh(c: ptr32) -> int:
    total = 0
    for i in range(N):
        total += c[i * N + i] * (i + 1)
    return total


def run():
    a = array("i", [0] * (N * N))
    b = array("i", [0] * (N * N))
    c = array("i", [0] * (N * N))
    fill(a, b)
    product(a, b, c)
    return weigh(c)
