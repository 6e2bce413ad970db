import gc
from inner_pointers import put, get, apply, name

put(0, 7)
put(2, 9)
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * 16) for j in range(200)]
print(get(), apply(0, 5), apply(1, 5), name(0), name(2), name(-1))
