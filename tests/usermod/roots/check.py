import gc
import sys
import roots

print(roots.count, roots.count, roots.itself is roots, roots.__name__)
for i in range(3):
    roots.keep(i, "slot %d" % i)
for i in range(5):
    roots.add("added %d" % i)
roots.keep(-1, ["last"])
gc.collect()
junk = [bytearray(16) for _ in range(200)]
print(roots.kept(), len(junk))
try:
    roots.nothing
except AttributeError as error:
    print(error)
print(hasattr(roots, "nothing"), hasattr(roots, "count"), getattr(roots, "other", "default"))
roots.count = "own"
print(roots.count)

# A second import is the same module; after its removal, another with variables of its own.
import roots as again

print(again is roots, again.kept()[0])
del sys.modules["roots"]
del again
old = roots
import roots

print(roots is old, roots.kept(), roots.count, old.kept()[1], roots.__init__())
