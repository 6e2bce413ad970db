# What the modules features0 to features4 of MicroPython's examples/natmod must answer.
import array
import gc
import features0, features1, features2, features3, features4

factorials = [1, 1, 2, 6, 24, 120, 720, 5040, 40320, 362880, 3628800]
assert [features0.factorial(n) for n in range(11)] == factorials

assert features1.add(2, 3) == 5
assert [features1.fibonacci(n) for n in range(12)] == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
try:
    features1.fibonacci(-1)
    assert False
except ValueError as e:
    assert "negative" in str(e)
assert (features1.VAL, features1.MSG) == (42, "HELLO_MICROPYTHON")
assert features1.access() == [0, 0, 0, 0]
features1.access(1, 77)
assert bytes(features1.make_array()) == b"\x00\x10\x00 "

numbers = array.array("f", [1, 2, 3.5])
features2.productf(numbers)
assert numbers[0] == 7
assert abs(features2.add(0.1, 0.2) - 0.3) < 1e-3
assert abs(features2.add_f(0.1, 0.2) - 0.3) < 1e-3
assert features2.round(2.7) == 3 and features2.round(-2.7) == -3

types = features3.get_types()
assert types == (type, type(None), bool, int, str, bytes, tuple, list, dict)
assert features3.get_const_objects() == (None, False, True, b"", ())
assert features3.make_dict(1, 2, "a", "b") == {1: 2, "a": "b"}

assert features4.Factorial(5).calculate() == 120
try:
    features4.Factorial(-1)
    assert False
except features4.FactorialError as e:
    assert "zero or above" in str(e)

# The modules' variables outlive the collector.
for i in range(50):
    gc.collect()
    litter = [bytearray(48) for j in range(100)]
assert features1.access(1) == 77
assert features4.Factorial(6).calculate() == 720
print("all right")
