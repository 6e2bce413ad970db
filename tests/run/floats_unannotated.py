# Floats that nobody promised: in variables, loops, comparisons, calls, and beside functions that promise theirs.
def f(a, b):
    x = 0.5
    y = -1.5e-3
    while x < 10.0 and y * y < 1e10:
        x = x * a + 3 / b
        y -= x / 2
    z = float(7) if x else 2
    return x, y, -x, abs(y), int(z), x // 1.0, x % 0.3, x == 10.0, not y, min(x, y), [1.5, x], f"{x:.3f}", -(2.5), 1_0.5
def g(a: float):
    return a * 2.0
def h():
    return g(1) + g(2.5) * 1.5
class P:
    def __init__(self, x: float):
        self.x = x
    def d(self):
        return self.x * 0.5
K = 1.25
print(f(1.5, 4), h(), P(3).d(), K, -K, [K, -0.0, 1e400, 2.5e-310])
import math
def m(x):
    r = math.sqrt(x)
    return r * r, r + 1, math.floor(r), math.pi * 2.0
print(m(2))
