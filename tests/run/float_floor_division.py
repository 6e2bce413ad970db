# // and % of floats.


def floor(a: float, b: float) -> float:
    return a // b


def rest(a: float, b: float) -> float:
    return a % b


def floor_any(a, b):
    return a // b


def rest_any(a, b):
    return a % b


inf = float("inf")
values = (0.0, -0.0, 0.5, -0.5, 1.0, -1.0, 2.5, -2.5, 7.0, -7.0, 1000.25)
for a in values:
    for b in (0.25, -0.25, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0, inf, -inf):
        print(a, b, floor(a, b), rest(a, b), floor_any(a, b), rest_any(a, b))
for a in (inf, -inf, float("nan")):
    for b in (1.0, -2.0, inf):
        print(a, b, floor(a, b), rest(a, b), floor_any(a, b), rest_any(a, b))
for a in (0.0, 1.0, -1.0):
    for b in (0.0, -0.0):
        for f in (floor, rest, floor_any, rest_any):
            try:
                print(f(a, b))
            except ZeroDivisionError as e:
                print(e.args)


def wrap(angle: float) -> float:
    angle %= 360.0
    if angle > 180:
        angle -= 360
    return angle


for angle in (0, 90, 180, 270, 360, -90, -450, 725.5):
    print(wrap(angle))


def augmented(a: float) -> float:
    a //= 0.5
    a %= 7
    return a


print(augmented(10.3), augmented(-10.3), augmented(4))
