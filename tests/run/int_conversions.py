# int(), float(), bool(), str() and friends of each other.


def to_int(x) -> int:
    return int(x)


def whole(x: float) -> int:
    return int(x)


def same(x: int) -> int:
    return int(x)


def of_bool(x: bool) -> int:
    return int(x)


for x in (0, 1.5, -1.5, 2.999, -0.0, True, "12", "-7", " 8 ", b"9", 1 << 70):
    try:
        print(repr(x), to_int(x))
    except (TypeError, ValueError) as e:
        print(repr(x), type(e), e.args)
for bad in ("", "x", "1.5", None, [], float("nan"), float("inf")):
    try:
        print(to_int(bad))
    except (TypeError, ValueError, OverflowError) as e:
        print(type(e), e.args)
for x in (0.0, 1.9, -1.9, 1e6, -1e6, 16777216.0):
    print(whole(x))
print(same(True), same(1 << 70), same(-5), of_bool(True), of_bool(False))
print(int("ff", 16), int("-101", 2), int("0x1f", 16), int("777", 8), int("0b11", 0))


def truth(x) -> bool:
    return bool(x)


def truth_int(x: int) -> bool:
    return bool(x)


def truth_float(x: float) -> bool:
    return bool(x)


for x in (0, 1, -1, 0.0, -0.0, 0.5, "", "0", b"", b"0", [], [0], {}, {0: 0}, (), (0,), None, True, False, 1 << 70):
    print(repr(x), truth(x))
print(truth_int(0), truth_int(1 << 70), truth_int(False), truth_float(0.0), truth_float(-0.0), truth_float(1e-9))


def real(x: int) -> float:
    return float(x)


print(real(3), real(-3), real(True), real(1 << 20), float("1.5"), float("-inf"))
print(str(1 << 64), str(-5), str(True), str(1.5), str(None), repr("a'b"), hex(255), bin(5), oct(8), hex(-1 << 40))
print(chr(65), ord("A"), round(2.5), round(3.5), round(-2.5), round(7), abs(-2.5), divmod(-7, 3), divmod(7.5, 2))
