# Runs on the host: imports one form of a program, calls it, and prints what it gave and what it took.
#
# Given: NAME, the module, and `instructions`, or the number of times that it is timed. With a module `caller` beside
# it, that module makes the calls, and what it takes without them is not counted.
import gc
import sys

try:
    import caller
except ImportError:
    caller = None

name, count = sys.argv[1:3]

gc.collect()
before = gc.mem_alloc()
module = __import__(name)
gc.collect()
ram = gc.mem_alloc() - before

if caller:
    run = lambda: caller.run(module)
    baseline = lambda: caller.without(module)
else:
    run = module.run
    baseline = lambda: None


def instructions(function):
    """The second call: the first fills MicroPython's caches."""
    function()
    gc.collect()
    begin = instret()
    result = function()
    return result, (instret() - begin) & 0xFFFFFFFF


def microseconds(function):
    best = None
    for _ in range(int(count)):
        gc.collect()
        begin = time.ticks_us()
        result = function()
        took = time.ticks_diff(time.ticks_us(), begin)
        if best is None or took < best:
            best = took
    return result, best


if count == "instructions":
    measure = instructions
else:
    import time

    measure = microseconds
nothing = measure(baseline)[1]
result, took = measure(run)
print("took", max(took - nothing, 1))
print("ram", ram)
print("result", repr(result))
