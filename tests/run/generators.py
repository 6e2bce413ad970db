# Generators: what they give, what they are sent, what is thrown into them, and how they end.
def count(n):
    for i in range(n):
        yield i

print(list(count(4)), sum(count(5)), [x * 2 for x in count(3)])
g = count(2)
print(next(g), next(g), next(g, "end"), next(g, "end"))

def echo():
    received = []
    while True:
        value = yield len(received)
        if value is None:
            return received
        received.append(value)

g = echo()
print(next(g), g.send("a"), g.send("b"))
try:
    g.send(None)
except StopIteration as e:
    print("returned", e.value)

def floats(n, scale: float):
    total = 0.5
    for i in range(n):
        total += i * scale
        flag = total > 1.0
        yield total, flag

print(list(floats(4, 0.5)))

def guarded(log):
    try:
        log.append("start")
        yield 1
        log.append("between")
        yield 2
    except ValueError as e:
        log.append("caught " + str(e))
        yield 3
    finally:
        log.append("finally")
    log.append("after")
    yield 4

log = []
print(list(guarded(log)), log)
log = []
g = guarded(log)
print(next(g), g.throw(ValueError("v")), next(g), log)
log = []
g = guarded(log)
next(g)
g.close()
print(log)
log = []
g = guarded(log)
next(g)
try:
    g.throw(KeyError("k"))
except KeyError as e:
    print("out", e, log)
try:
    next(g)
except StopIteration:
    print("over")
g = guarded([])
try:
    g.throw(OSError)
except OSError:
    print("thrown before the start")

def inner():
    x = yield "a"
    print("inner got", x)
    try:
        y = yield "b"
        print("inner got", y)
    except RuntimeError as e:
        print("inner caught", e)
        yield "r"
    return "result"

def outer():
    result = yield from inner()
    print("result", result)
    yield from range(2)
    yield from [5, 6]
    return "done"

print(list(outer()))
g = outer()
print(next(g), g.send(1), g.send(2), next(g))
g = outer()
print(next(g), g.send(1), g.throw(RuntimeError("t")), next(g))
g = outer()
next(g)
g.close()

def expressions(a):
    b = (yield a) + (yield a + 1) * (yield)
    c = [(yield b), (yield b + 1)]
    d = {"k": (yield c)}
    if (yield d):
        x, c[(yield "index")] = "unpacked", "stored"
        yield x, c
    return (yield "last") or "none"

g = expressions(1)
out = [next(g)]
for v in (10, 20, 30, 2, 3, 4, 5, 0, "r"):
    try:
        out.append(g.send(v))
    except StopIteration as e:
        out.append(("stop", e.value))
print(out)

def fib():
    a, b = 0, 1
    while 1:
        yield a
        a, b = b, a + b

def take(n, items):
    return [x for x, _ in zip(items, range(n))]

print(take(15, fib()))

def closure(n):
    total = 0
    def add(k):
        nonlocal total
        total += k
        return total
    for i in range(n):
        yield add(i), (lambda: i * total)()

print(list(closure(4)))

class Tree:
    def __init__(self, value, left=None, right=None):
        self.value = value
        self.left = left
        self.right = right
    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.value
        if self.right:
            yield from self.right
    def pairs(self, other):
        for a in self:
            for b in other:
                yield a, b

t = Tree(4, Tree(2, Tree(1), Tree(3)), Tree(6))
print(list(t), list(Tree(1).pairs(Tree(9, Tree(8)))))

squares = (x * x for x in range(5))
print(next(squares), list(squares))
print(sum(x for x in range(10) if x % 2), max((len(w), w) for w in ("a", "ccc", "bb")))

def evens(n):
    return (i for i in range(n) if i % 2 == 0)

print(list(evens(9)), sorted(-x for x in evens(9)))

def first_now(items):
    g = (x for x in items())
    print("made")
    return g

def items():
    print("items")
    return [1, 2]

print(list(first_now(items)))
try:
    (x for x in 5)
except TypeError as e:
    print("TypeError")

def nested(n):
    return list((i, list(j for j in range(i))) for i in range(n))

print(nested(3))

def loop_finally():
    for i in range(3):
        try:
            if i == 1:
                continue
            yield i
            if i == 2:
                return "early"
        finally:
            yield "f", i

print(list(loop_finally()))

class Manager:
    def __enter__(self):
        print("enter")
        return 5
    def __exit__(self, *args):
        print("exit", args[0])
        return True

def managed():
    with Manager() as m:
        yield m
        yield m + 1
    yield "after"

print(list(managed()))
g = managed()
next(g)
print(g.throw(ValueError))
g = managed()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)

def stops():
    yield 1
    raise StopIteration

try:
    list(stops())
except RuntimeError as e:
    print("RuntimeError", e)

def many_args(a, b=2, *args, k=3, **kw):
    yield a, b, args, k, sorted(kw)

print(list(many_args(1)), list(many_args(1, 5, 6, k=7, z=8)))
try:
    many_args()
except TypeError as e:
    print(e)

def handled():
    try:
        raise ValueError("one")
    except ValueError as e:
        yield str(e)
        try:
            raise
        except ValueError as again:
            yield "again " + str(again)
    yield "end"

print(list(handled()))

def sized():
    n = yield
    data = bytearray(n)
    for i in range(n):
        data[i] = i * 3
        yield data[i]

g = sized()
next(g)
print(g.send(3), list(g))
print(next(count(1)), count.__name__ if hasattr(count, "__name__") else "count")
