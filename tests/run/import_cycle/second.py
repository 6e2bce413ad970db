print("second begins")
import first

seen_first = hasattr(first, "value")
value = 10


def call_first() -> int:
    return first.get() * 2


def late() -> int:
    from first import value as v
    return v


print("second ends")
