# A script in bytecode whose coroutines await compiled ones, and are awaited by them.
import asyncio
import worker


class Sensor:
    def __init__(self, values):
        self.values = values

    async def read(self):
        await asyncio.sleep_ms(0)
        if not self.values:
            raise worker.Empty("no more")
        return self.values.pop(0)

    def __aiter__(self):
        return self

    async def __anext__(self):
        try:
            return await self.read()
        except worker.Empty:
            raise StopAsyncIteration


class Louder(worker.Filter):
    async def scale(self, value):
        return await super().scale(value) * 10


async def byte_code(n):
    try:
        return await worker.countdown(n)
    finally:
        print("bytecode finally")


async def cancelled():
    task = asyncio.create_task(worker.forever(byte_code, 10000))
    await asyncio.sleep_ms(5)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled", task.done())


async def main():
    print(await worker.total(Sensor([1, 2, 3])))
    print(await worker.total_of(Sensor([4, 5, 6])))
    print(await worker.Filter(2).apply(Sensor([7, 8])), await Louder(2).apply(Sensor([7, 8])))
    try:
        await worker.take(Sensor([]), 1)
    except worker.Empty as e:
        print("empty", e)
    print(await asyncio.gather(byte_code(2), worker.countdown(1), worker.through(byte_code, 3)))
    async with worker.Guard() as guard:
        print("in", guard.depth)
    try:
        async with worker.Guard():
            raise worker.Empty("inside")
    except worker.Empty as e:
        print("out", e)
    await cancelled()
    coroutine = worker.countdown(0)
    print(await coroutine, hasattr(coroutine, "send"), hasattr(coroutine, "throw"))
    try:
        await asyncio.wait_for_ms(worker.forever(byte_code, 10000), 5)
    except asyncio.TimeoutError:
        print("timeout")
    print(await worker.raises_through(lambda: worker.countdown(-1)))


asyncio.run(main())
