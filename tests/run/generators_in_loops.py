# Generators that are resumed by loops of other generators and of functions: what they give, who may resume them, how they end.
import gc


def numbers(n: int) -> object:
    i = 0
    while i < n:
        yield i
        i += 1


def doubled(source: object) -> object:
    for x in source:
        yield x * 2


def inverses(numbers_) -> object:
    for x in numbers_:
        yield 100 // x


def total(source: object) -> int:
    result = 0
    for x in source:
        result += x
    return result


def kind(function) -> str:
    try:
        return "gave " + str(function())
    except Exception as e:
        return type(e).__name__ + " " + str(e)


print(total(numbers(10)), total(doubled(numbers(10))), total(doubled(doubled(numbers(5)))))
print([total(doubled([1, 2, 3])), total(doubled(range(4))), total(doubled({5: 6})), total(doubled((7, 8)))])


# What is taken from one in several places, and after its end.
def in_turn():
    g = numbers(9)
    seen = []
    for x in g:
        seen.append(x)
        if x == 2:
            break
    seen.append(next(g))
    for x in doubled(g):
        seen.append(x)
        if x == 10:
            break
    for x in g:
        seen.append(-x)
    for x in g:
        seen.append("again")
    seen.append(next(g, "end"))
    return seen


print(in_turn())


# An exception goes through all of them and ends each.
def through():
    inner = inverses([5, 4, 0, 2])
    middle = doubled(inner)
    outer = doubled(middle)
    seen = []
    try:
        for x in outer:
            seen.append(x)
    except ZeroDivisionError as e:
        seen.append(type(e).__name__)
    seen += [next(outer, "end"), next(middle, "end"), next(inner, "end")]
    for g in (inner, middle, outer):
        seen.append(kind(g.close))
        seen.append(kind(lambda: g.send(None)))
        for x in g:
            seen.append(x)
    return seen


print(through())


# One in the middle catches it, and goes on with another.
def careful(sources):
    for source in sources:
        try:
            for x in source:
                yield x
        except ZeroDivisionError:
            yield -1
            yield next(source, "ended")
        finally:
            yield "finally"


print(list(careful([inverses([1, 0, 3]), numbers(2), inverses([0]), doubled(inverses([2, 0]))])))


def quiet(source):
    # What was caught is not asked for.
    try:
        for x in source:
            yield x
    except:
        pass
    yield next(source, "ended")


print(list(quiet(inverses([10, 0]))), list(quiet(doubled(inverses([10, 0])))))


def around(source):
    with Context():
        for x in source:
            yield x


class Context:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("left with", kind.__name__ if kind is not None else None)
        return True


for g in (inverses([20, 0]), numbers(2)):
    print(list(around(g)), next(g, "ended"))


# Who is running cannot be resumed, by whatever.
class Self:
    def __init__(self):
        self.g = self.run()
        self.other = None

    def run(self):
        yield "first"
        for how in (lambda: next(self.g), lambda: self.g.send(1), lambda: self.g.close(), lambda: self.g.throw(ValueError)):
            yield kind(how)
        try:
            for x in self.g:
                yield x
        except ValueError as e:
            yield "in a loop " + str(e)
        try:
            yield from self.g
        except ValueError as e:
            yield "delegated " + str(e)

    def each(self):
        for x in self.g:
            yield x


print(list(Self().run()))
me = Self()
print([x for x in me.g])
me = Self()
print(list(me.each()))
me = Self()
for x in me.each():
    print(x)


# Two that resume each other.
def ping(box):
    yield 1
    for x in box[0]:
        yield x
    yield 4


box = []


def pong():
    yield 2
    for x in box[1]:
        yield x
    yield 3


box.append(pong())
box.append(ping(box))
print(kind(lambda: list(box[1])))
print(next(box[0], "ended"), next(box[1], "ended"))


# What a generator raises as its end is an error of its own.
def stops(how: int):
    yield 1
    if how == 0:
        raise StopIteration
    if how == 1:
        raise StopIteration(5)
    if how == 2:
        next(numbers(0))
    if how == 3:
        return 7


for how in range(4):
    print(kind(lambda: total(stops(how))), kind(lambda: total(doubled(stops(how)))))


def catches_stop(source):
    try:
        for x in source:
            yield x
    except StopIteration:
        yield "StopIteration"
    except RuntimeError as e:
        yield "RuntimeError " + str(e)


print(list(catches_stop(stops(0))), list(catches_stop(doubled(stops(2)))))


# Delegation: values, results, what is sent and thrown.
def subject(log):
    received = yield "ready"
    while received is not None:
        try:
            received = yield received * 2
        except KeyError as e:
            log.append("KeyError")
            received = yield "caught"
        except GeneratorExit:
            log.append("closed")
            raise
    return len(log)


def delegates(log):
    result = yield from subject(log)
    yield ("result", result)
    result = yield from doubled(numbers(2))
    yield ("result", result)


log = []
g = delegates(log)
print(next(g), g.send(4), g.send("ab"), g.throw(KeyError("k")), g.send(3), g.send(None), list(g), log)
g = delegates(log)
next(g)
g.send(1)
g.close()
print(log, next(g, "ended"))


def sends_first(source):
    # What has not begun takes None only.
    yield
    received = yield "give"
    yield received
    print(kind(lambda: source.send(1)))
    yield from source


g = sends_first(numbers(2))
next(g)
print(next(g), g.send(5), list(g))


def delegates_raising(sources):
    for source in sources:
        try:
            yield from source
        except ZeroDivisionError as e:
            yield "caught"
        yield next(source, "ended")


print(list(delegates_raising([inverses([1, 0]), numbers(1), doubled(inverses([0]))])))


# A tree, as deep as it is.
def walk(tree):
    if tree:
        left, value, right = tree
        yield from walk(left)
        yield value
        for x in walk(right):
            yield x


def grow(depth: int, first: int):
    if depth == 0:
        return None
    size = 2 ** (depth - 1)
    return grow(depth - 1, first), first + size - 1, grow(depth - 1, first + size)


tree = grow(5, 0)
print(list(walk(tree)) == list(range(31)), sum(walk(tree)))


def deep(n: int):
    if n > 0:
        for x in deep(n - 1):
            yield x
    else:
        yield n


for x in deep(12):
    print("deep", x)


def endless():
    for x in endless():
        yield x


def endless_delegation():
    yield from endless_delegation()


for function in (endless, endless_delegation):
    g = function()
    try:
        for x in g:
            print(x)
    except RuntimeError as e:
        print("RuntimeError")
    print(next(g, "ended"))


# Objects that only a suspended generator has, while memory is collected.
def words(n: int):
    for i in range(n):
        yield "word " + str(i)
        gc.collect()


def pairs(source):
    before = "none " + str(0)
    for word in source:
        gc.collect()
        yield before, word
        before = word + "!"


def joined(n: int) -> str:
    result = ""
    for a, b in pairs(words(n)):
        result += a + b
        gc.collect()
    return result


print(joined(4))


# What is left of a loop is closed, and thrown into, as ever.
def left_behind():
    log = []

    def logged(source):
        try:
            for x in source:
                yield x
        except GeneratorExit:
            log.append("exit")
            raise
        except ValueError as e:
            log.append(str(e))
            yield -1
        finally:
            log.append("finally")

    g = logged(doubled(numbers(5)))
    for x in g:
        if x == 4:
            break
    g.close()
    log.append(next(g, "ended"))
    g = logged(doubled(numbers(5)))
    for x in g:
        log.append(x)
        break
    log.append(g.throw(ValueError("thrown")))
    log += list(g)
    return log


print(left_behind())


# A generator that is resumed in what it resumes itself.
def nested(n: int):
    for x in numbers(n):
        for y in numbers(x):
            for z in doubled(numbers(y)):
                yield x, y, z


print(list(nested(4)))


def expressions(n: int):
    return [sum(x * x for x in numbers(n)), any(x > 2 for x in numbers(n)), all(x < n for x in doubled(numbers(n)))]


print(expressions(5))


# Iterators that are no generators of this kind, in the same loop.
class Counter:
    def __init__(self, n: int):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def each(things):
    result = []
    for thing in things:
        for x in thing:
            result.append(x)
        for x in doubled(thing):
            result.append(x)
    return result


print(each([numbers(2), Counter(3), [1, 2], (3,), "", {4}, map(lambda x: x + 1, numbers(2)), zip(numbers(2), numbers(3))][:2]))
print(each([[1, 2], (3,), {4: 5}, map(lambda x: x + 1, numbers(2)), numbers(1), enumerate(numbers(0))]))
