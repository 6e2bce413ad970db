# A package of three levels, all compiled: every form of import, absolute and relative, and beyond the top.
import sys

import zoo.birds.night.owl
import zoo.fish, zoo.birds as birds
import zoo.birds.night.owl as owl
from zoo.birds.night import owl as same, bat
from zoo import birds as again, fish

print(zoo.birds.night.owl is owl, owl is same, again is birds, bat.name, fish.name)
for module in (zoo, birds, zoo.birds.night, owl, bat, fish):
    print(module.__name__, hasattr(module, "__path__"), module.__file__.rsplit(".", 1)[0])
print(zoo.__path__, birds.__path__, zoo.birds.night.__path__)
print(sorted(name for name in sys.modules if name.startswith("zoo")))


def show(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)


for f in owl.ALL:
    show(f)
for f in fish.ALL:
    show(f)
for f in birds.ALL:
    show(f)
show(zoo.nearest, "birds")
show(zoo.nearest, "absent")
print(zoo.keeper, zoo.birds.keeper, owl.KEEPER, sorted(name for name in dir(zoo) if not name.startswith("_")))
import zoo.late

print(zoo.late.seen, "late" in dir(zoo))
try:
    import zoo.fish.scale
except ImportError as e:
    print(e.args)
try:
    import zoo.absent.scale
except ImportError as e:
    print(e.args)
try:
    from zoo.birds import fish
except ImportError as e:
    print(e.args)
try:
    from zoo.fish import birds
except ImportError as e:
    print(e.args)
import plain

for f in plain.ALL:
    show(f)
