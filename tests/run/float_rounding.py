# Results that are rounded, at the precision of the host.


print(1 if 0.0 else 2, 1e400, -1e400, 0x7fffffffffffffff, 1_000_000)
print(0.1, 1/3, 2/3, 1e22, 1.7976931348623157e308, 5e-324, 123456789.123)
def f(x: float):
    return x * 3.3 + 0.1, x / 7, -x, x ** 2, x ** 0.5
print(f(1.1), f(1e30))
def g():
    return 0.1 + 0.2, 1.1 * 1.1, 3.3 / 7, 1e-5 * 1e5, 2.0 ** 0.5, 10.0 % 3.3, 10.5 // 0.1, 0.1 == 0.1, 0.1 + 0.2 == 0.3
print(g())
print(16777217.0, 16777216.0 + 1.0, float(16777217), float(1 << 40 | 1), (1 << 24 | 1) / 1, (1<<25) + 1.0 == (1<<25)+1)
def h(n: int):
    return n * 1.0, n + 0.0, n / 3, n == 16777216.0, n < 16777216.5
print(h(16777217), h(1 << 40 | 1), h(-(1 << 70) - 1))
print(round(1.5), round(2.675, 2), int(1e10), int(-1.5), 7 // 0.1, -7 % 0.3)
