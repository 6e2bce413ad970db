import one
import sys

print("three sees", hasattr(one, "value"), hasattr(one, "typed"), sys.modules["one"] is one)
try:
    from one import value
except ImportError as e:
    print(e.args)
try:
    one.value
except AttributeError as e:
    print(e.args)


def one_value():
    from one import value, typed

    return value, typed(2), one.typed(3)


def back():
    import two

    return two.three_now.one is one
