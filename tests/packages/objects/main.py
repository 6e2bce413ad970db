import io
import sys

from objects import things
from objects.far import maker


def where(action, *args):
    """The last line that the exception tells, which is where it was raised."""
    try:
        print(action(*args))
    except Exception as error:
        out = io.StringIO()
        sys.print_exception(error, out)
        lines = out.getvalue().splitlines()
        print(lines[-2].strip().split("/")[-1], lines[-1])


print(maker.points(3), maker.floats(3))
print(maker.made(7))
print(maker.chained(4), maker.tested(things.Counter(2)), maker.tested(things.Fast(2)), maker.tested(2))
for n in 2, 1, 0, -1:
    where(maker.failing, n)
log = []
where(maker.in_order, log)
print(log)
steps = maker.lazily(things.Counter(1))
print(next(steps), steps.send(5), steps.send(6), next(steps))
print(maker.down(things.Counter(1), 10))
for n in 1000000, 1000001:
    try:
        print(maker.down(things.Counter(1), n))
    except RuntimeError as error:
        print("RuntimeError", error)


class Sub(things.Counter):
    def __init__(self, count=9, name="sub"):
        super().__init__(count, name)

    def up(self, by=1, times=1):
        return by + times


class Like:
    count = 3
    name = "like"
    double = 1
    at = things.Point(2.0)

    def __getattr__(self, name):
        print("asks", name)
        if name == "up":
            return lambda by=1, times=1: by
        if name == "is_over":
            return lambda limit: False
        if name in ("part", "plain", "labelled"):
            return lambda *args, **named: 4
        return (lambda of: self) if name in ("of", "named") else lambda: None


print(maker.counted(Sub()))
where(maker.counted, Like())
own = things.Counter(5)
own.up = lambda by=1, times=1: by * 1000
print(maker.counted(own))
# Others in their place.
kept = things.Counter.part
things.Counter.part = lambda self, n: self.count + n
print(maker.counted(things.Counter(5)))
things.Counter.part = classmethod(kept)
where(maker.counted, things.Counter(5))
things.Counter.part = staticmethod(lambda n: n - 1)
print(maker.counted(things.Counter(5)))
things.Counter.part = things.Counter.plain
print(maker.counted(things.Counter(5)))
things.Counter.part = kept
maker.Counter = things.Fast
print(maker.in_order([]))
maker.Counter = lambda count, step: Sub()
print(maker.in_order([]))
maker.Counter = 5
where(maker.in_order, [])
maker.Counter = things.Counter
