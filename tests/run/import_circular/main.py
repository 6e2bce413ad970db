# Modules that import each other, in a ring, by every form: which names are there at what time.
import sys
import one

print(one.value, one.from_three(), one.two.three.back())
import ring.a

print(ring.a.b.done, ring.a.late(), ring.order)
try:
    import early
except ImportError as e:
    print(e.args, "early" in sys.modules, "needs" in sys.modules)
import early

print(early.there)
import itself

print(itself.again is itself, itself.seen, itself.call())
