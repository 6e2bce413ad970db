# Recursion without end raises RuntimeError, whoever calls whom, and the program goes on.


def forever(n: int) -> int:
    return forever(n + 1) + 1


def ping(n):
    return pong(n + 1)


def pong(n):
    return ping(n + 1)


class Deep:
    def __init__(self, n: int):
        self.n = n

    def deeper(self, n: int) -> int:
        return self.deeper(n + 1)


def guarded(n: int) -> int:
    try:
        return guarded(n + 1)
    finally:
        pass


for _ in range(3):
    for name, call in (("forever", forever), ("ping", ping), ("deeper", Deep(1).deeper), ("guarded", guarded)):
        try:
            call(0)
            print(name, "came back")
        except RuntimeError as e:
            print(name, e)


def depth(n: int) -> int:
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(20))
