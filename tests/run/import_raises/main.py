# Modules whose bodies raise: what is left of them, what the next import does, in packages and everywhere that imports stand.
import sys

tries = []


class Log:
    __name__ = "log"


Log.tries = tries
sys.modules["log"] = Log
import user


def show(f, *args):
    try:
        print(f.__name__, f(*args))
    except Exception as e:
        print(f.__name__, type(e).__name__, e.args)
    print(tries, sorted(name for name in sys.modules if name.startswith("frail")))
    tries.clear()


for f in user.ALL:
    show(f)
    show(f)
Log.well = True
for f in user.ALL:
    show(f)
import frail.weak

print(frail.weak.value, frail.strong.value, user.direct() is frail.weak.value)
try:
    import exits
except SystemExit as e:
    print("SystemExit", e.args, "exits" in sys.modules)
try:
    import syntax_like
except NameError as e:
    print(e.args, "syntax_like" in sys.modules, "helper_of_it" in sys.modules)
import helper_of_it

print(helper_of_it.state)
