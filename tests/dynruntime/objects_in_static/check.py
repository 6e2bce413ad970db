import gc, objects_in_static

objects_in_static.keep(["one" * 5], {"two": 2})
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * 48) for j in range(100)]
print(objects_in_static.all())
