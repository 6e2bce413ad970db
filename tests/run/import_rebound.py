# Names of modules bound again: assigned, deleted, shadowed by parameters and locals.
import math
import gc as thing

before = thing.collect() is not None or True
thing = 5


def shadow(math):
    return math + 1


def local():
    math = 3
    return math * 2


def rebind():
    global math
    math = Fake()


class Fake:
    pi = 3

    def sqrt(self, x):
        return ("fake", x)


def use(x: float):
    return math.sqrt(x)


print(before, thing, shadow(1), local())
print(use(4.0))
rebind()
print(use(4.0))
math = None
try:
    use(1.0)
except AttributeError as e:
    print(e.args)
del math
try:
    use(1.0)
except NameError as e:
    print(e.args)
import math

print(use(9.0))
