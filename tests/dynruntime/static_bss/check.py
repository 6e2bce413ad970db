import gc, static_bss

print(static_bss.add(5))
print(static_bss.add(7))
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * 48) for j in range(100)]
print(static_bss.add(5))
