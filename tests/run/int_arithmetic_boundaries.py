# + - * on both sides of every width that an implementation may stop at.


def add(a: int, b: int) -> int:
    return a + b


def sub(a: int, b: int) -> int:
    return a - b


def mul(a: int, b: int) -> int:
    return a * b


def add_any(a, b):
    return a + b


def sub_any(a, b):
    return a - b


def mul_any(a, b):
    return a * b


edges = [0, 1, -1]
for bits in (30, 31, 32, 62, 63, 64, 70):
    for off in (-1, 0, 1):
        edges.append((1 << bits) + off)
        edges.append(-(1 << bits) + off)

for a in edges:
    for b in (1, -1, 2, a, -a, 1 << 31, (1 << 30) - 1, -(1 << 62)):
        x = (add(a, b), sub(a, b), mul(a, b))
        y = (add_any(a, b), sub_any(a, b), mul_any(a, b))
        if x != y:
            print("differ", a, b, x, y)
        if b == 1 or b == a:
            print(a, b, x)


def accumulate(n: int) -> int:
    total = 0
    step = 1
    for i in range(n):
        total += step
        step *= 3
    return total


def factorial(n: int) -> int:
    result = 1
    while n > 1:
        result *= n
        n -= 1
    return result


def fib(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


for n in (0, 1, 18, 19, 20, 39, 40, 41, 60):
    print(n, accumulate(n), factorial(n), fib(n))
