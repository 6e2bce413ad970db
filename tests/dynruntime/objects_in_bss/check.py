import gc, objects_in_bss

for i in range(3):
    objects_in_bss.keep(i, [str(i) * 5, {i: "value"}])
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * 48) for j in range(100)]
print(objects_in_bss.all())
