# What modules are called, what they know of themselves, and what asks for names they lack.
import sys

import me
import lazy

print(__name__, me.NAME, me.name(), me.is_main, me.path(), me.file())
print(lazy.plain, lazy.made_1, lazy.made_1, lazy.calls)
for name in ("wrong", "refused"):
    try:
        print(getattr(lazy, name))
    except Exception as e:
        print(type(e).__name__, e.args)
print(hasattr(lazy, "wrong"), getattr(lazy, "wrong", "default"), lazy.calls)
import asks

for f in asks.ALL:
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)
print(lazy.calls)
lazy.__getattr__ = lambda name: "patched " + name
for f in asks.ALL:
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)
me.__name__ = "other"
print(me.name(), me.NAME)
sys.modules["borrowed"] = me
print(asks.borrowed() is me, asks.twice())
sys.modules["me"] = lazy
print(asks.who())
del sys.modules["me"]
print(asks.who(), "me" in sys.modules, sys.modules["me"] is me)
sys.modules["number"] = 5
print(asks.number())
