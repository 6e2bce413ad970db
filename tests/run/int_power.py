# ** of ints: an int, or a float where the exponent is negative.


def power(a: int, b: int):
    return a**b


def power_any(a, b):
    return a**b


def square(a: int):
    return a**2


def augmented(a: int, n: int):
    result = a
    result **= n
    return result


for a in (0, 1, -1, 2, -2, 3, 10, 46341, -46341, 1 << 31):
    for b in (0, 1, 2, 3, 5, 31, 64):
        p = power(a, b)
        if p != power_any(a, b):
            print("differ", a, b)
        print(a, b, p)
    print(square(a), augmented(a, 3))

print(power(2, -1), power(4, -2), power_any(2, -1), augmented(2, -2), power(-2, -3))
print(2**10, (-2) ** 3, -(2**2), 2**3**2, 2**-1)
print(power(True, 5), power(False, 0), power(3, True), power(3, False))
for f in (power, power_any):
    for a in (0, False):
        try:
            print(f(a, -1))
        except ZeroDivisionError as e:
            print(type(e), e.args)
print(power(7, 77), power_any(-7, 77))
print(pow(3, 5), pow(3, 5, 7))
