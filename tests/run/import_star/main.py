# `from … import *`: with `__all__` and without, from packages, from the firmware, over names that were there before.
import taker

for name in taker.SHOWN:
    print(name, getattr(taker, name, "absent"))
print(taker.double(4), taker.later(), taker.hidden_before(), taker.Shape().name(), taker.use_builtin([1, 2, 3]))
print(taker.powers(), taker.counted(), taker.measure("four"))
for name in ("broken", "listed", "numbers", "conditional"):
    try:
        module = __import__(name)
        print(name, sorted(n for n in dir(module) if not n.startswith("_")))
    except Exception as e:
        print(name, type(e).__name__, e.args)
from menagerie import *
print(sorted(n for n in globals() if n in ("dog", "cat", "_fox", "sound", "tree")), dog.name)
