# Recursion without an end raises RuntimeError, and everything works afterwards.


def forever(n: int) -> int:
    return forever(n + 1) + 1


def forever_any(n):
    return forever_any(n + 1)


def ping(n: int) -> int:
    return pong(n)


def pong(n: int) -> int:
    return ping(n) + 1


def through_runtime(n):
    return list(map(through_runtime, [n]))


def with_finally(n: int) -> int:
    try:
        return with_finally(n + 1)
    finally:
        counts[0] += 1


class Endless:
    def method(self, n: int) -> int:
        return self.method(n + 1)

    def __getitem__(self, i):
        return self[i + 1]


def add(a: int, b: int) -> int:
    return a + b


counts = [0]
for f in (forever, forever_any, ping, through_runtime, with_finally, Endless().method, Endless().__getitem__):
    for _ in range(2):
        try:
            print(f(1))
        except RuntimeError as e:
            print(type(e), e.args, add(2, 3))
print(counts[0] > 0)
