
import gc
import m

same(m.set_up(), (1234567, 0, "initial", 0, "initial", 16))
for i in range(1, 4):
    gc.collect()
    # What the collector freed is overwritten.
    garbage = [bytearray(b"\xff" * 40) for _ in range(100)]
    same(m.step(), (1234567 + i, chr(ord("i") + i) + "nitial", i, "initial"))
end()
