import gc, bss_head

print(bss_head.count(5))
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * size) for size in (16, 48, 272, 300) for j in range(30)]
print(bss_head.count(1))
