import features1, gc

print(features1.VAL, features1.MSG)
print(features1.add(1, 2), features1.add(-3, 2))
print([features1.fibonacci(i) for i in range(10)])
try:
    features1.fibonacci(-1)
except ValueError as error:
    print(error)

# Variables of the module, written through constant pointers to them.
print(features1.access())
for i in range(4):
    features1.access(i, i + 7)
features1.access(3, 65535)
gc.collect()
print(features1.access(), features1.access(2))
print(bytes(features1.make_array()))
