import gc
from events import *


def squares(n: int) -> int:
    return each(lambda i: i * i, n)


def scaled(by: int, n: int) -> int:
    # A closure that nothing else refers to.
    return each(lambda i: i * by, n)


class Log:
    def __init__(self):
        self.seen = []

    def note(self, n, which):
        self.seen.append((n, which, [n] * 3))


def handlers():
    log = Log()
    on(log.note)
    on(lambda n, which: print("lambda", n, which))
    on(lambda n, which, extra=[str(100)]: print("default", n, which, extra))
    return log


def attempt(function, *args):
    try:
        print(function(*args))
    except Exception as error:
        print(type(error).__name__)


def nested(i):
    return each(lambda j: i * j, 4)


print(squares(10), scaled(3, 5), fold(lambda a, b: a + b / 2, 4), find(lambda i: i * i > 50, 100), find(lambda i: False, 3))
print(each(nested, 4), each(abs, 3), each(int, 0))
log = handlers()
for round in range(3):
    for i in range(20):
        gc.collect()
        [bytearray(50) for _ in range(10)]
    print(fire(round))
print(log.seen)
clear()
print(fire(1), idle(None), idle(lambda: print("idle")), idle(gc.collect))
attempt(each, lambda i: 1 // (2 - i), 5)
attempt(each, lambda i: "x", 5)
attempt(each, lambda i: 1 << 40, 5)
attempt(each, lambda: 1, 5)
attempt(each, 3, 5)
attempt(each, print, 0)


def safe() -> str:
    try:
        each(lambda i: [][i], 1)
    except IndexError:
        return "caught"
    return "missed"


print(safe())
