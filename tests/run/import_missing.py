# What is not there to import: the error, its text, and that nothing is bound.


def missing():
    import no_such_module


def missing_name():
    from math import no_such_name


def missing_nested():
    import no_such.package


def missing_alias():
    import no_such_module as m

    return m


def optional():
    try:
        import no_such_json as json
    except ImportError:
        json = None
    return json


for f in (missing, missing_name, missing_nested, missing_alias):
    try:
        f()
    except ImportError as e:
        print("ImportError", e.args)
print(optional())
try:
    import nothing_here
except ImportError as e:
    print(type(e), e)
try:
    from nothing_here import thing
except ImportError as e:
    print(type(e), e)
try:
    from math import sqrt, nothing_here
except ImportError as e:
    print(type(e), e)
try:
    import math.nothing_here
except ImportError as e:
    print(type(e), e)
for name in ("nothing_here", "thing", "math", "sqrt"):
    print(name, name in globals())
import still_nothing

print("not reached")
