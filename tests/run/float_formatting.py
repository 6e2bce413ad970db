# Floats as text, where single and double precision agree.


def show(x: float) -> str:
    return str(x)


def show_any(x):
    return str(x)


for x in (0.0, -0.0, 0.5, -0.5, 1.0, 1.5, 2.0, 10.0, 100.0, 1000.0, 1234.5, 65536.0, 1e6, 1e7, 1e10, 1e15, 1e16, 1e20):
    print(x, show(x), show_any(x), repr(x), f"{x}", "%s" % x, "{}".format(x))
for x in (0.25, 0.125, 0.001, 0.0001, 1e-5, 1e-10, 3.0e-7):
    print(f"{x:.3f}", f"{x:.2e}", "%.4f" % x, "%g" % x)
print(f"{3.14159:.2f}", f"{2.5:8.2f}|", f"{2.5:<8.1f}|", f"{2.5:+.1f}", f"{-2.5:08.2f}", f"{1e10:g}")
print("%d" % 3.7, "%d" % -3.7, "%5.1f|%-6.2f|" % (1.25, 2.5), "%e" % 12345.0)
print([1.0, 2.5, -0.0], (0.5,), {1.5: 2.5}, {"x": 1e10})


def literals() -> list:
    return [0.1 + 0.5 > 0.59, 1e3, 1_000.5, 0x10 * 1.0, 5.0, 1.0, 1e0, 123456.0, 0.5e1]


print(literals())


def sums(n: int) -> float:
    total = 0.0
    for i in range(n):
        total += i * 0.5
    return total


print(sums(0), sums(1), sums(10), sums(101))
