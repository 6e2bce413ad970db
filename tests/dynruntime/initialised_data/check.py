import gc, initialised_data

print(initialised_data.step())
for i in range(20):
    gc.collect()
    litter = [bytearray(b"\x11" * 48) for j in range(100)]
print(initialised_data.step())
print(initialised_data.step())
