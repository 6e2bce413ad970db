# group: float
"""The product of two matrices of floats, each in one array."""
from array import array


def product(a: array[float], b: array[float], c: array[float], n: int) -> None:
    for i in range(n):
        for j in range(n):
            total = 0.0
            for k in range(n):
                total += a[i * n + k] * b[k * n + j]
            c[i * n + j] = total


def run() -> int:
    n = 12
    a = array("f", [float(i % 7) * 0.5 for i in range(n * n)])
    b = array("f", [float(i % 5) * 0.25 for i in range(n * n)])
    c = array("f", [0.0] * (n * n))
    product(a, b, c, n)
    total = 0.0
    for i in range(n * n):
        total += c[i] * float(i & 3)
    return int(total * 100.0)
