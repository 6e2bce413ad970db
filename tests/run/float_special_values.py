# nan, infinities and negative zero.

inf = float("inf")
nan = float("nan")


def add(a: float, b: float) -> float:
    return a + b


def sub(a: float, b: float) -> float:
    return a - b


def mul(a: float, b: float) -> float:
    return a * b


def div(a: float, b: float) -> float:
    return a / b


def compare(a: float, b: float) -> tuple:
    return a < b, a <= b, a == b, a != b, a >= b, a > b


def compare_any(a, b):
    return a < b, a <= b, a == b, a != b, a >= b, a > b


def negate(a: float) -> float:
    return -a


def plus(a: float) -> float:
    return +a


def truth(a: float) -> bool:
    return bool(a)


def choose(a: float) -> str:
    if a:
        return "yes"
    return "no"


def refuse(a: float) -> bool:
    return not a


values = (0.0, -0.0, 1.0, -1.0, inf, -inf, nan)
for a in values:
    print(a, negate(a), plus(a), truth(a), choose(a), refuse(a), abs(a), repr(a), str(a))
    for b in values:
        print(add(a, b), sub(a, b), mul(a, b), end=" ")
        if b != 0:
            print(div(a, b), end=" ")
        c = compare(a, b)
        if c != compare_any(a, b):
            print("differ")
        print(c)
for a in (0.0, 1.0, nan, inf):
    for zero in (0.0, -0.0, 0):
        try:
            print(div(a, zero))
        except ZeroDivisionError as e:
            print(e.args)

print(1 / negate(inf), 0.0 == -0.0, nan == nan, nan != nan, not nan)
print(min(1.0, nan), max(1.0, nan), min(nan, 1.0), max(nan, 1.0), min(0.0, -0.0), max(0.0, -0.0))


def smaller(a: float, b: float) -> float:
    return min(a, b)


def larger(a: float, b: float) -> float:
    return max(a, b)


for a, b in ((1.0, nan), (nan, 1.0), (0.0, -0.0), (-0.0, 0.0), (2.0, 1.0)):
    print(smaller(a, b), larger(a, b))
