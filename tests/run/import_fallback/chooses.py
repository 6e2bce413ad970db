try:
    import ujson as js
except ImportError:
    import json as js
try:
    import no_such_module as best
except ImportError:
    try:
        from no_such import best
    except ImportError:
        import spare as best
try:
    from no_such_time import sleep as sleeper
    HAS = True
except ImportError:
    from spare import sleep as sleeper
    HAS = False
try:
    import halfway
except ImportError as e:
    halfway = e.args

import sys

if sys.implementation.name == "micropython":
    from spare import name as chosen
elif sys.implementation.name == "cpython":
    from os.path import join as chosen
else:
    chosen = None
if hasattr(sys, "no_such_attribute"):
    import no_such_at_all
NAME = "spare"


def first_of():
    for name in ("no_one", "no_two", "spare", "json"):
        try:
            module = __import__(name)
        except ImportError as e:
            print(name, e.args)
            continue
        break
    else:
        return None
    return module.name


def in_function(wanted=True):
    try:
        if wanted:
            from no_such import thing
        else:
            from spare import name as thing
    except ImportError:
        thing = None
    return thing


def other():
    return in_function(False)


def partial():
    try:
        from spare import name, no_such
    except ImportError as e:
        return e.args, "name" in globals(), name


def numbered():
    try:
        import halfway as h
    except ImportError as e:
        return e.args, "halfway" in sys.modules


def flags():
    return halfway, chosen, sys.modules.get("spare") is best


def lazily(cache=[]):
    if not cache:
        import spare

        cache.append(spare)
    return cache[0].name


def twice():
    return lazily() + lazily()


class Choice:
    try:
        import no_such_module as found
    except ImportError:
        from spare import name as found


def by_value(name: str = "json"):
    return __import__(name).dumps({"a": 1})


def by_keyword():
    return __import__(name="json")


def bad_name():
    return __import__(5)


def empty_name():
    return __import__("")


def negative_level():
    return __import__("spare", None, None, None, -1)


def dotted():
    return __import__("spare.inside")


def as_value():
    load = __import__
    return [load(name).__name__ for name in ("spare", "json")], list(map(__import__, ("sys", "gc")))[0] is sys


ALL = (
    first_of, in_function, other, partial, numbered, flags, twice, by_value, by_keyword, bad_name, empty_name, negative_level,
    dotted, as_value,
)
