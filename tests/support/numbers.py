import sys
import m

word = 64 if sys.maxsize > 1 << 32 else 32


class Int:
    def __int__(self):
        return 41


class Float:
    def __float__(self):
        return 1.5


def wrap(value, bits):
    value &= (1 << bits) - 1
    return value - (1 << bits) if value >> (bits - 1) else value


top = 1 << (word - 1)
edges = [0, 1, -1, 5, -5, top // 2 - 1, top // 2, -(top // 2), -(top // 2) - 1, top - 1, -top]
beyond = [top, -top - 1, 2 * top - 1, 2 * top, 1 << 80, -(1 << 80), 123456789012345678901234567890]
text = "overflow converting long int to machine word"
for value in edges + [True, False]:
    for f in (m.get_int, m.get_int_truncated, m.get_int_maybe):
        same(f(value), int(value))
for value in edges:
    same(m.int_get_truncated(value), value)
    same(m.int_get_checked(value), value)
for value in beyond:
    same(m.get_int_truncated(value), wrap(value, word))
    for f in (m.get_int, m.int_get_checked, m.get_int_maybe):
        same_error(f, (value,), OverflowError, text)
same(m.get_int(Int()), 41)
same(m.get_int_maybe(Int()), 41)
same(m.get_int_maybe("a"), None)
same(m.get_int_maybe(1.5), None)
same(m.get_int_maybe(None), None)
same_error(m.get_int, ("a",), TypeError, "can't convert str to int")
same_error(m.get_int, ([],), TypeError, "can't convert list to int")
same_error(m.get_int, (1.5,), TypeError, "can't convert float to int")
for value in [0, 1, top // 2 - 1, top // 2, top - 1, top, 2 * top - 1]:
    same(m.get_uint(value), value)
    same(m.int_get_uint_checked(value), value)
for value in [-1, -top, 2 * top, 1 << 80]:
    same_error(m.get_uint, (value,), OverflowError, text)
same_error(m.get_uint, ("a",), TypeError, "can't convert str to int")
same(m.get_uint(Int()), 41)
for value in edges + [(1 << 63) - 1, -(1 << 63), 1 << 40, -(1 << 40)]:
    same(m.get_ll(value), value)
    same(m.get_ull(value), value & (1 << 64) - 1)
same_error(m.get_ll, (2.0,), TypeError, "can't convert float to int")
for digits, neg, base, wanted in [
    ("123", False, 10, (123, 3)),
    ("123", True, 10, (-123, 3)),
    ("12x3", False, 10, (12, 2)),
    ("ff", False, 16, (255, 2)),
    ("zz", True, 36, (-1295, 2)),
    ("102", False, 2, (2, 2)),
    ("", False, 10, (0, 0)),
    ("9" * 40, False, 10, (int("9" * 40), 40)),
]:
    same(m.int_from_str(digits, neg, base), wanted)
same(m.parse_integer("0x1f", 0), 31)
same(m.parse_integer(" -17 ", 10), -17)
same(raised(m.parse_integer, "1z", 10), raised(int, "1z", 10))
for value in [0, 5, -5, 1 << 70, -(1 << 70)]:
    same(m.int_sign(value), (value > 0) - (value < 0))
    same(m.int_hash(value), hash(value))
    m.int_print(value)
    print()
same(m.int_unary(1, 1 << 70), -(1 << 70))
same(m.int_binary(27, 1 << 70, 5), (1 << 70) + 5)
same(m.int_pow3(7, 1 << 65, 1000007), pow(7, 1 << 65, 1000007))
same(m.int_from_bytes(True, b"\x01\x02\x03"), 0x010203)
same(m.int_from_bytes(False, b"\x01\x02\x03" * 5), int.from_bytes(b"\x01\x02\x03" * 5, "little"))
low, high, bits = m.limits()
same((low, high, bits), (-top // 2, top // 2 - 1, word - 1))
for a in [0, 1, -1, 3, -7, high, low, 1 << (word // 2 - 1), 1 << (word // 2)]:
    for b in [0, 1, -1, 5, high, low, 1 << (word // 2 - 2)]:
        product = a * b
        same(m.small_mul(a, b), product if low <= product <= high else None)
        if b != 0:
            same(m.small_floor(a, b), (a // b, a % b))

for value in [0.0, -0.0, 1.0, 0.1, -2.5, 1e30, float("inf"), float("-inf"), 3, True, 1 << 70]:
    same(m.new_float(value), float(value))
    same(m.float_maybe(value), float(value))
    same(m.float_d(value), float(value))
for value in [0.5, -2.25, 1024.0]:
    same(m.float_get(value), value * 2)
    same(m.float_f(value), value)
    same(m.float_hash(value), hash(value))
same(repr(m.new_float(float("nan"))), "nan")
same(m.float_maybe("a"), None)
same(m.float_maybe(None), None)
same(m.float_maybe([]), None)
same(m.new_float(Float()), 1.5)
same(m.float_maybe(Float()), 1.5)
same_error(m.new_float, ("a",), TypeError, "can't convert str to float")
same_error(m.new_float, (None,), TypeError, "can't convert NoneType to float")
for value in [0.0, 1.9, -1.9, 1e10, 1e20]:
    same(m.int_from_float(value), int(value))
same_error(m.int_from_float, (float("inf"),), OverflowError, "can't convert inf to int")
same(m.int_as_float(1 << 70), float(1 << 70))
same(m.float_binary(27, 1.5, 2), 3.5)
same(m.float_binary(32, 1, 4.0), 0.25)
same(m.new_complex(1, -2.5), 1 - 2.5j)
same(m.complex_get(3 + 4j), (3.0, 4.0))
same(m.get_complex(5), (5.0, 0.0))
same(m.get_complex(3 + 4j), (3.0, 4.0))
same([m.complex_maybe(x) for x in (1, 1.5, 2j, "a")], [True, True, True, False])
same_error(m.get_complex, ("a",), TypeError, "can't convert str to complex")
same(m.complex_binary(29, 1 + 2j, 3j), (1 + 2j) * 3j)
LEFT, SIGN, SPACE, AFTER, CENTER, PERCENT = 1, 2, 4, 0x10, 0x20, 0x40
for value in [0.0, 1.5, -1.5, 123.25, 1e10]:
    for fmt, form in (("f", "%.2f"), ("e", "%.2e"), ("g", "%.2g")):
        plain = form % value
        same(m.print_float(value, fmt, 0, " ", 0, 2), (len(plain), plain))
        wide = plain if len(plain) >= 12 else " " * (12 - len(plain)) + plain
        same(m.print_float(value, fmt, 0, " ", 12, 2), (len(wide), wide))
same(m.print_float(1.5, "f", SIGN, " ", 0, 1), (4, "+1.5"))
same(m.print_float(1.5, "f", SPACE, " ", 0, 1), (4, " 1.5"))
same(m.print_float(-1.5, "f", SIGN, " ", 0, 1), (4, "-1.5"))
same(m.print_float(1.5, "f", LEFT, "*", 6, 1), (6, "1.5***"))
same(m.print_float(1.5, "f", CENTER, "*", 6, 1), (6, "*1.5**"))
same(m.print_float(-1.5, "f", AFTER, "0", 7, 1), (7, "-0001.5"))
same(m.print_float(50.0, "f", PERCENT, " ", 0, 0), (3, "50%"))
same(m.parse_float("2.5e3"), (5, 2500.0))
same(m.parse_float("2.5x"), None)
same(m.parse_num_float("-0.5"), -0.5)
same(raised(m.parse_num_float, "x"), raised(float, "x"))
same(m.parse_num_complex("3j"), (3j, 3j))
same(m.parse_num_complex("3"), (3 + 0j, 3.0))
sign, exponent, fraction = m.float_bits(-1.5)
same((sign, exponent, fraction), (1, 1023, 1 << 51) if 1.1 != 1.1000000238418579 else (1, 127, 1 << 22))
end()
