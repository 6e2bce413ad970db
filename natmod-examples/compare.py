"""Runs on the board: makes an example's calls on its native module and on the same source as
bytecode, checks that the results are the same, and prints them with the instructions each took.

Given: NAME.mpy, the same source as NAME_py.py, the example's bench.py, and NAME as the argument.

    mpyc run natmod-examples/compare.py --bytecode --count-instructions \\
        --with vector.mpy --with vector_py.py=vector.py --with bench.py -- vector
"""

import gc
import sys

import bench


def measured(call):
    """The call's result, and the instructions of its second run: the first fills MicroPython's caches."""
    call()
    gc.collect()
    start = instret()
    result = call()
    return result, (instret() - start) & 0xFFFFFFFF


name = sys.argv[1]
native = bench.calls(__import__(name))
bytecode = bench.calls(__import__(name + "_py"))
# What calling a function that does nothing takes is not the example's.
overhead = measured(lambda: None)[1]

print("%-32s %-34s %10s %10s %8s" % ("call", "result", "native", "bytecode", "faster"))
for (label, fast), (_, slow) in zip(native, bytecode):
    result, fast_count = measured(fast)
    expected, slow_count = measured(slow)
    if repr(result) != repr(expected):
        raise SystemExit("%s gives %r as native code and %r as bytecode" % (label, result, expected))
    fast_count -= overhead
    slow_count -= overhead
    print("%-32s %-34r %10d %10d %7.1fx" % (label, result, fast_count, slow_count, slow_count / fast_count))
