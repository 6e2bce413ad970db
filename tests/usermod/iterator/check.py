from iterator import Countdown, Letters, Restart, Lines, total

down = Countdown(4)
print(next(down), list(down), list(down), iter(down) is down)
for n in Countdown(2):
    print(n)
letters = Letters("abc")
print([x for x in letters], list(letters), len(letters), tuple(zip(letters, Countdown(9))))
print([(a, b) for a in letters for b in letters])
again = Restart(1)
print(list(again), list(again), next(again, "end"), sum(again))
print([line for line in Lines()], Lines().read(), Lines().readline(), Lines().read(3))
buffer = bytearray(8)
print(Lines().readinto(buffer), buffer)
print(total(Countdown(10)), total([1, 2.5, 3]), total(range(100)), total(x * x for x in range(10)))
try:
    next(Countdown(0))
except StopIteration as stop:
    print("stop", stop.args)
for wrong in (lambda: total(5), lambda: next(letters), lambda: iter(total), lambda: total("ab"), lambda: letters[0]):
    try:
        wrong()
        print("no error")
    except TypeError as error:
        print(error)


def raising():
    yield 1
    raise ValueError("inside")


try:
    total(raising())
except ValueError as error:
    print(error)
import gc

gc.collect()
print("".join(Letters("x" * 30)), total(iter([10] * 50)))
