# // and % round down and take the sign of the divisor, at every size.


def div(a: int, b: int) -> int:
    return a // b


def mod(a: int, b: int) -> int:
    return a % b


def div_any(a, b):
    return a // b


def mod_any(a, b):
    return a % b


def half(a: int) -> int:
    return a // 2


def by_minus_one(a: int) -> int:
    return a // -1


def mod_minus_one(a: int) -> int:
    return a % -1


def mod_seven(a: int) -> int:
    return a % 7


def mod_minus_seven(a: int) -> int:
    return a % -7


values = [0, 1, 2, 3, 5, 7, 8, 1 << 29, (1 << 30) - 1, 1 << 30, (1 << 31) - 1, 1 << 31, 1 << 32]
values += [(1 << 62) - 1, 1 << 62, (1 << 63) - 1, 1 << 63, 1 << 64]
both = []
for v in values:
    both.append(v)
    both.append(-v)

for a in both:
    print(a, half(a), by_minus_one(a), mod_minus_one(a), mod_seven(a), mod_minus_seven(a))
    for b in both:
        if b == 0:
            continue
        q, r = div(a, b), mod(a, b)
        if q * b + r != a or (q, r) != (div_any(a, b), mod_any(a, b)) or divmod(a, b) != (q, r):
            print("wrong", a, b, q, r)

for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (6, 3), (-6, 3), (6, -3), (-6, -3), (1, 3), (-1, 3), (1, -3)):
    print(a, b, div(a, b), mod(a, b), div_any(a, b), mod_any(a, b))

for a in (0, 1, -1, 1 << 40):
    for name, f in (("div", div), ("mod", mod), ("div_any", div_any), ("mod_any", mod_any)):
        try:
            print(f(a, 0))
        except ZeroDivisionError as e:
            print(name, a, type(e), e.args)
        try:
            print(f(a, False))
        except ZeroDivisionError as e:
            print(name, a, type(e), e.args)

print(div(True, True), mod(True, 2), div(True, -2), mod(True, -2), div_any(True, 2), mod_any(False, 2))
