import asyncio


class Empty(Exception):
    pass


class Filter:
    def __init__(self, factor: int):
        self.factor = factor

    async def scale(self, value: int) -> int:
        await asyncio.sleep_ms(0)
        return value * self.factor

    async def apply(self, source) -> list:
        values = []
        async for value in source:
            values.append(await self.scale(value))
        return values


class Guard:
    def __init__(self):
        self.depth = 0

    async def __aenter__(self):
        self.depth += 1
        await asyncio.sleep_ms(0)
        return self

    async def __aexit__(self, kind, value, traceback):
        self.depth -= 1
        await asyncio.sleep_ms(0)
        print("guard", self.depth, value)


async def take(source, count: int) -> list:
    values = []
    for _ in range(count):
        values.append(await source.read())
    return values


async def total(source) -> int:
    result = 0
    try:
        while True:
            result += await source.read()
    except Empty:
        return result


async def total_of(source) -> int:
    result = 0
    async for value in source:
        result += value
    return result


async def countdown(n: int) -> str:
    if n < 0:
        raise ValueError("negative")
    while n:
        await asyncio.sleep_ms(1)
        n -= 1
    return "zero"


async def through(function, n: int):
    return "through " + await function(n)


async def forever(function, n: int):
    try:
        while True:
            await function(n)
    except asyncio.CancelledError:
        print("compiled is cancelled")
        raise


async def raises_through(make):
    try:
        return await make()
    except ValueError as e:
        return "caught " + str(e)
