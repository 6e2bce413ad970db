__all__ = ["one", 2]
one = 1
try:
    from numbers_source import *
except TypeError as e:
    print("TypeError")
two = 2
