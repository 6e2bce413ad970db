import io
import sys

import survey
from survey.far import user
from survey import units


def where(action, *args):
    """The last line that the exception tells, which is where it was raised."""
    try:
        print(action(*args))
    except Exception as error:
        out = io.StringIO()
        sys.print_exception(error, out)
        lines = out.getvalue().splitlines()
        print(lines[-2].strip().split("/")[-1], lines[-1])


print(user.calls(20), user.floats(3), survey.area(3.0))
print(user.kinds(5))
print(user.kinds(0))
where(user.failing, 2)
where(user.failing, 5)
where(user.failing, 0)
log = []
where(user.in_order, log)
print(log)
print(user.plain(3))
steps = user.lazily(2)
print(next(steps), steps.send(3), next(steps))

# Circles of calls through two modules use up the stack as others do.
from survey import even, odd

print(even.even(10), odd.odd(7))
for n in 1000000, 1000001:
    try:
        print(even.even(n))
    except RuntimeError as error:
        print("RuntimeError", error)

# Other functions in their place.
kept = units.add
units.add = lambda a, b: a * b
print(user.calls(5))
user.add = lambda a, b: a - b
print(user.calls(5))
user.add, units.add = units.more, kept
where(user.calls, 5)
user.add = max
print(user.calls(5))
user.add = user.failing
where(user.calls, 2)


class Adds:
    def __call__(self, a, b):
        return a + b + 100


user.add = Adds()
print(user.calls(5))
user.add = kept
print(user.calls(5))
del user.add
where(user.calls, 5)

# The module again, with other objects.
del sys.modules["survey.units"]
import survey.units as fresh

print(fresh is units, fresh.add(2, 3), units.add(2, 3))
user.add = fresh.add
print(user.calls(5))
