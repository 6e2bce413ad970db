# An override of `builtins.__import__`: what it is given by every form of import, and that what it gives is what is used.
import builtins
import sys

import user

original = builtins.__import__
print(original is __import__)
seen = []


class Fake:
    __name__ = "fake"
    value = "faked"


def override(*args, **kwargs):
    seen.append((args[0], args[3:] if len(args) > 3 else "short", sorted(kwargs)))
    if args[0] == "fake.part":
        return Fake
    if args[0] == "fails":
        raise ValueError("from the override")
    if args[0] == "number":
        return 7
    return original(*args, **kwargs)


def show(f):
    try:
        print(f.__name__, f())
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)
    print(seen)
    seen.clear()


try:
    builtins.__import__ = override
except AttributeError:
    print("no override here")
    raise SystemExit
for f in user.ALL:
    show(f)
show(user.builtin)
try:
    import later
except ValueError as e:
    print(e.args)
print(seen)
builtins.__import__ = original
seen.clear()
for f in user.ALL:
    show(f)
