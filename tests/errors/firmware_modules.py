# What is asked of the firmware's modules: names, arguments, results. Boards differ, so that most is a warning.
import gc
import math
import time
import struct
import machine
from math import sqr
from time import sleep_ms, ticks
from collections import deque, defaultdict


def calls():
    time.sleep_ms("5")
    time.sleep_ms()
    sleep_ms(5, 6)
    math.sqrt("x")
    math.pow(2)
    math.sqrt(x=1)
    math.isclose(1, 2, rel_tol=3, abs=1)
    struct.pack("<i", 1, 2, 3)
    struct.calcsize(5)
    struct.unpack("<i", [1, 2])
    deque([1, 2])
    gc.collect(2)


def names():
    machine.Pinn(3)
    return math.square(2), gc.mem, time.perf_counter()


def annotated(n: int) -> str:
    math.pow(n)
    label: str = time.ticks_ms()
    print(label)
    time.sleep_ms(n)
    return gc.mem_free()


def tries():
    try:
        time.strftime("x")
    except AttributeError:
        pass
    try:
        from os import path
    except ImportError:
        path = None
    try:
        math.sqrt("x")
    except TypeError:
        pass
    if hasattr(machine, "Camera"):
        machine.Camera()
    return path


def local_imports(values):
    import time as t
    from random import randint, shuffle

    t.sleep_us(1.5)
    shuffle(values)
    return randint(6)


def hidden(time, machine=None):
    time.sleep_ms("x")
    return machine.Pinn


class Duck:
    def __float__(self):
        return 1.0


print(math.sqrt(Duck()), *[math.sqrt(*[4])])
time.extra = 5
print(time.extra)
