"""Asynchronous generators, which the firmware's bytecode does not have."""


class Pause:
    """What a scheduler would get."""

    def __init__(self, name):
        self.name = name

    def __iter__(self):
        return self.__await__()

    def __await__(self):
        got = yield self.name
        return got


def run(coroutine, answers=()):
    """Drives a coroutine; what it awaits is printed and answered."""
    answers = iter(answers)
    value = None
    try:
        while True:
            print("awaits", coroutine.send(value))
            value = next(answers, None)
    except StopIteration as stop:
        return stop.value


async def ticks(count, *, name="tick"):
    for i in range(count):
        got = await Pause(name)
        print("got", got)
        yield i * 10


async def collect():
    result = []
    async for value in ticks(3):
        result.append(value)
    else:
        result.append("end")
    return result


print(run(collect(), [1, 2, 3]))


async def comprehensions():
    listed = [value async for value in ticks(2, name="a")]
    chosen = {value async for value in ticks(3, name="b") if value != 10}
    mapped = {value: await Pause("c") async for value in ticks(1)}
    return listed, sorted(chosen), mapped


print(run(comprehensions(), "xyzuvwts"))


async def expression():
    squares = (value * value async for value in ticks(3) if value)
    return [value async for value in squares]


print(run(expression()))


async def echo():
    received = []
    try:
        while True:
            try:
                received.append((yield len(received)))
            except ValueError as error:
                received.append(error.args)
    finally:
        await Pause("cleanup")
        print("echo received", received)


async def protocol():
    generator = echo()
    print(generator.__aiter__() is generator)
    print(await generator.__anext__())
    print(await generator.asend("one"))
    print(await generator.athrow(ValueError("two")))
    await generator.aclose()
    try:
        await generator.__anext__()
    except StopAsyncIteration:
        print("finished")
    await generator.aclose()


run(protocol())


async def ends_early():
    async for value in ticks(5):
        if value == 10:
            break
    else:
        print("never")
    return value


print(run(ends_early()))


async def failing():
    yield 1
    raise KeyError("inside")


async def catches():
    try:
        async for value in failing():
            print(value)
    except KeyError as error:
        print("caught", error.args)


run(catches())


async def ignores():
    while True:
        try:
            yield
        except GeneratorExit:
            pass


async def insists():
    generator = ignores()
    print(await generator.__anext__())
    try:
        await generator.aclose()
    except RuntimeError as error:
        print(error)


run(insists())


class Source:
    def __init__(self, items):
        self.items = items

    async def each(self):
        for item in self.items:
            await Pause("each")
            yield item

    async def pairs(self):
        async for a in self.each():
            async for b in self.each():
                yield a, b


class Louder(Source):
    async def each(self):
        async for item in super().each():
            yield item.upper()


async def methods():
    return [pair async for pair in Louder("ab").pairs()]


print(run(methods()))


def outer(limit):
    total = 0

    async def counting():
        nonlocal total
        while total < limit:
            total += 1
            yield total

    async def summing():
        return [value async for value in counting()], total

    return run(summing())


print(outer(4))


async def delegates():
    async for value in ticks(2, name="inner"):
        sent = yield value
        print("sent", sent)


async def sends():
    generator = delegates()
    print(await generator.asend(None))
    print(await generator.asend("x"))
    try:
        await generator.asend("y")
    except StopAsyncIteration:
        print("over")


run(sends())


# Two take from one generator, of which the one waits in its body; and what the body must not raise.
def told(step, *values):
    try:
        return step(*values)
    except (RuntimeError, StopIteration, StopAsyncIteration) as error:
        return type(error).__name__, str(error).split(":")[-1].strip() if type(error) is RuntimeError else ""


async def waits():
    for number in range(3):
        await Pause("body")
        yield number


async def one(generator):
    return await generator.__anext__()


async def closes(generator):
    return await generator.aclose()


generator = waits()
first, second = one(generator), one(generator)
print(told(first.send, None), told(second.send, None), told(first.send, None))
third, last = one(generator), closes(generator)
print(told(third.send, None), told(last.send, None)[0], told(third.send, None))
print(told(closes(generator).send, None), told(one(generator).send, None)[0])


async def raises():
    yield 1
    raise StopAsyncIteration(3)


async def takes_all():
    async for value in raises():
        print(value)
    return "all"


print(told(takes_all().send, None))
