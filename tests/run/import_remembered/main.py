import math
import settings
import shapes

print(shapes.area(4), shapes.fast(4), shapes.scaled(3), shapes.lazily(), shapes.kind())
settings.scale = 0.5
settings.twice = lambda x: "twice"
settings.absent = "there"
print(shapes.area(4), shapes.scaled(3), shapes.lazily())
del settings.absent
print(shapes.lazily())
settings.__class__ = "no type"
print(shapes.kind())
print(shapes.rows(12), shapes.area(2))
# Built-in functions of any arity, a class, a bound method in the place of a function.
settings.twice = abs
print(shapes.scaled(-3)[0])
settings.twice = str
print(shapes.scaled(-3)[0])
settings.twice = [].append
print(shapes.scaled(-3)[0])
for twice in math.copysign, None:
    settings.twice = twice
    try:
        shapes.scaled(1)
    except TypeError:
        print("TypeError")


# The name of the module becomes something else.
class Other:
    scale = 10
    offset = 100

    def __init__(self):
        self.own = 1

    def twice(self, x):
        return self.own, x

    def pair(self, x, y):
        return "pair", x, y

    def none(self):
        return self

    def many(self, *args, key):
        return len(args), key


shapes.settings = Other()
print(shapes.area(3), shapes.scaled(1)[:2])
try:
    shapes.lazily()
except AttributeError:
    print("AttributeError")
shapes.settings = None
try:
    shapes.area(3)
except AttributeError:
    print("AttributeError")
del shapes.settings
try:
    shapes.area(3)
except NameError:
    print("NameError")
shapes.settings = settings
print(shapes.area(3))
shapes.math = settings
settings.fabs = lambda x: "no float"
settings.floor = lambda x: 7
try:
    print(shapes.fast(2))
except TypeError:
    print("TypeError")
