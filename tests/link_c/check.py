# What the module made of main.c, other.c and strong.c must answer. `scanned` says whether the collector looks into the
# image, where x64 has the file's own variables.
import gc
import m

for i in range(3):
    last = m.variables()
assert last == (3, 9, 104, 6, 12, 8, 48, 9), last
for i in range(50):
    m.keep(["x" * 40 + str(i)])
if scanned:
    for i in range(20):
        gc.collect()
        litter = [bytearray(48) for j in range(200)]
    del litter
    kept = m.keep(0)
    assert kept[:50] == [["x" * 40 + str(i)] for i in range(50)], kept
assert m.pointers() == (8, 34, 5, ord("w"), -1, -1, 2)
assert m.jumps() == [11, 22, 5, 34, 77, 8, -4, 9, 1]
error = ValueError(3)
assert m.catch(error) == (2, 7, error)
assert m.firmware() == (10, 1, 1)
assert m.variables() == (4, 12, 105, 8, 16, 9, 60, 12)
assert m.constants() == ("größe", b"\x00\xff", -123456789012345678901234567890, 0.5, (1, ("a", None, True))), m.constants()
print("all right")
