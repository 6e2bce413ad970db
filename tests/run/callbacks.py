# Compiled functions called by the runtime, and exceptions that pass through it.

log = []


def by_second(pair):
    return pair[1]


def negate(x: int) -> int:
    return -x


def is_odd(x: int) -> bool:
    log.append(x)
    return x % 2 == 1


def square(x):
    return x * x


def add(a: int, b: int) -> int:
    return a + b


def fails_at_three(x):
    if x == 3:
        raise ValueError("three")
    return x


def through(items):
    try:
        return list(map(fails_at_three, items))
    except ValueError as e:
        return e.args


def through_sort(items):
    try:
        items.sort(key=fails_at_three)
        return items
    except ValueError as e:
        return e.args


def nested(n: int):
    try:
        return list(map(nested_part, [n]))
    finally:
        log.append(n)


def nested_part(n):
    if n == 0:
        raise KeyError("deep")
    return nested(n - 1)


def stops(limit: int):
    out = []
    it = iter(range(limit))
    try:
        while True:
            out.append(next(it))
    except StopIteration:
        out.append("stop")
    return out


class Countdown:
    def __init__(self, n: int):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Meter:
    def __init__(self):
        self.calls = 0

    def __call__(self, x):
        self.calls += 1
        return x + self.calls

    def bound(self, x):
        self.calls += 10
        return x * 2


print(sorted([(1, "b"), (2, "a")], key=by_second), sorted([3, 1, 2], key=negate), max([1, -5, 3], key=negate))
print(list(map(square, [1, 2.5, 3])), list(filter(is_odd, range(6))), log)
log.clear()
print(list(map(add, [1, 2], [10, 20])), through([1, 2]), through([1, 3, 5]), through_sort([2, 1]), through_sort([1, 3]))
try:
    print(nested(3))
except KeyError as e:
    print(e.args, log)
print(stops(3), stops(0), list(Countdown(4)), sum(Countdown(5)))
for x in Countdown(3):
    for y in Countdown(2):
        print(x, y, end=" ")
print()
try:
    next(Countdown(0))
except StopIteration as e:
    print(type(e), e.args)
m = Meter()
print(list(map(m, [1, 2, 3])), list(map(m.bound, [1, 2])), m.calls, m(100))
f = m.bound
print(f(7), m.calls)
table = {"neg": negate, "square": square}
for name in sorted(table):
    print(name, table[name](9))
print(any(map(is_odd, [2, 4, 5, 6])), all(map(is_odd, [1, 2, 3])), log)
