# A class used as a number, in typed code: operators, reflected ones, comparisons, conversion.


class Frac:
    def __init__(self, num: int, den: int = 1):
        if den == 0:
            raise ZeroDivisionError("Frac with no parts")
        g = Frac.gcd(num, den)
        self.num = num // g
        self.den = den // g

    @staticmethod
    def gcd(a: int, b: int) -> int:
        while b:
            a, b = b, a % b
        return a

    def __add__(self, other: "Frac") -> "Frac":
        return Frac(self.num * other.den + other.num * self.den, self.den * other.den)

    def __sub__(self, other: "Frac") -> "Frac":
        return self + Frac(-other.num, other.den)

    def __mul__(self, other: "Frac") -> "Frac":
        return Frac(self.num * other.num, self.den * other.den)

    def __truediv__(self, other: "Frac") -> "Frac":
        return Frac(self.num * other.den, self.den * other.num)

    def __eq__(self, other) -> bool:
        return self.num == other.num and self.den == other.den

    def __lt__(self, other: "Frac") -> bool:
        return self.num * other.den < other.num * self.den

    def __neg__(self) -> "Frac":
        return Frac(-self.num, self.den)

    def __repr__(self) -> str:
        return f"{self.num}/{self.den}"

    def value(self) -> float:
        return self.num / self.den


def total(values: list[Frac]) -> Frac:
    t = Frac(0)
    for v in values:
        t = t + v
    return t


def harmonic(n: int) -> Frac:
    t = Frac(0)
    for i in range(1, n + 1):
        t += Frac(1, i)
    return t


a, b = Frac(1, 2), Frac(3, 4)
print(a + b, a - b, a * b, a / b, -a, a == b, a == Frac(2, 4), a < b, b < a, a != b)
print(total([a, b, a]), total([]), harmonic(10), harmonic(30), a.value(), min(a, b), sorted([b, a]))
for bad in (0, 1, 2, 3):
    try:
        if bad == 0:
            Frac(1, 0)
        elif bad == 1:
            a / Frac(0)
        elif bad == 2:
            a + 1
        else:
            total([a, 5])
    except (ZeroDivisionError, TypeError, AttributeError) as e:
        print(type(e) is ZeroDivisionError)
