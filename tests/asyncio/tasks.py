# The firmware's asyncio with compiled coroutines: gather, wait_for, cancellation, exceptions, locks and events.
import asyncio


class Account:
    def __init__(self, name: str, balance: int):
        self.name = name
        self.balance = balance
        self.lock = asyncio.Lock()
        self.log: list[str] = []

    async def deposit(self, amount: int, pause: int = 0) -> int:
        async with self.lock:
            before = self.balance
            await asyncio.sleep_ms(pause)
            self.balance = before + amount
            self.log.append(f"{self.name}+{amount}")
            return self.balance

    async def withdraw(self, amount: int) -> float:
        if amount > self.balance:
            raise ValueError("%s has %d" % (self.name, self.balance))
        await self.deposit(-amount)
        return self.balance / 2


async def gathered():
    account = Account("a", 10)
    print(await asyncio.gather(account.deposit(5, 2), account.deposit(7), account.deposit(1, 1)))
    print(account.balance, account.log)
    results = await asyncio.gather(account.withdraw(8), account.withdraw(1000), return_exceptions=True)
    print(results[0], repr(results[1]))
    try:
        await asyncio.gather(account.withdraw(5000), account.deposit(1))
    except ValueError as e:
        print("raised", e)
    await asyncio.sleep_ms(1)
    print(account.balance)


async def slow(name: str, steps: int) -> str:
    try:
        for i in range(steps):
            await asyncio.sleep_ms(2)
        return name + " done"
    except asyncio.CancelledError:
        print(name, "cancelled")
        raise
    finally:
        print(name, "finally")
        await asyncio.sleep_ms(0)
        print(name, "left")


async def stubborn():
    while True:
        try:
            await asyncio.sleep_ms(1000)
        except asyncio.CancelledError:
            print("not yet")
            await asyncio.sleep_ms(0)
            return "gave in"


async def waited():
    print(await asyncio.wait_for(slow("quick", 1), 5))
    try:
        await asyncio.wait_for_ms(slow("late", 1000), 10)
    except asyncio.TimeoutError:
        print("timeout")
    task = asyncio.create_task(slow("task", 1000))
    await asyncio.sleep_ms(3)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("task is gone", task.done())
    task = asyncio.create_task(stubborn())
    await asyncio.sleep_ms(1)
    task.cancel()
    print(await task)


async def fails(n: int):
    await asyncio.sleep_ms(0)
    if n == 0:
        return 1 // n
    return await fails(n - 1)


async def raising():
    try:
        await fails(3)
    except ZeroDivisionError as e:
        print("through four", type(e).__name__)
    task = asyncio.create_task(fails(0))
    await asyncio.sleep_ms(2)
    try:
        await task
    except ZeroDivisionError:
        print("from a task")
    else:
        print("no")


class Queue:
    def __init__(self, size: int):
        self.size = size
        self.items: list = []
        self.there = asyncio.Event()
        self.room = asyncio.Event()

    async def put(self, item):
        while len(self.items) >= self.size:
            self.room.clear()
            await self.room.wait()
        self.items.append(item)
        self.there.set()

    async def get(self):
        while not self.items:
            self.there.clear()
            await self.there.wait()
        item = self.items.pop(0)
        self.room.set()
        return item

    def __aiter__(self):
        return self

    async def __anext__(self):
        item = await self.get()
        if item is None:
            raise StopAsyncIteration
        return item


async def producer(queue: Queue, count: int):
    for i in range(count):
        await queue.put(i * i)
    await queue.put(None)


async def queued():
    queue = Queue(2)
    asyncio.create_task(producer(queue, 6))
    total = 0
    async for item in queue:
        total += item
        if item == 4:
            continue
        print("item", item, end=" ")
    else:
        print("end", total)
    pairs = []
    async for x, y in Pairs(2):
        async for z in numbers(x):
            pairs.append((x, y, z))
    print(pairs)


class numbers:
    def __init__(self, n: int):
        self.n = n
        self.i = 0

    def __aiter__(self):
        return self

    async def __anext__(self) -> int:
        if self.i == self.n:
            raise StopAsyncIteration
        self.i += 1
        await asyncio.sleep_ms(0)
        return self.i


class Pairs(numbers):
    async def __anext__(self):
        n = await super().__anext__()
        return n, -n


class Resource:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    async def __aenter__(self):
        print("enter", self.name)
        await asyncio.sleep_ms(0)
        return self.name.upper()

    async def __aexit__(self, kind, value, traceback):
        await asyncio.sleep_ms(0)
        print("exit", self.name, kind and kind.__name__)
        return self.swallow


async def resources():
    async with Resource("a") as a, Resource("b", True) as b:
        print(a, b)
        raise KeyError(1)
    for i in range(3):
        async with Resource("loop"):
            if i == 1:
                break
            continue
    async with Resource("return"):
        return 5


async def order():
    seen = []

    async def step(name, n):
        for i in range(n):
            seen.append(name + str(i))
            await asyncio.sleep_ms(0)

    tasks = [asyncio.create_task(step(name, 3)) for name in "abc"]
    for task in tasks:
        await task
    print(seen)
    state = {"n": 0}

    async def bump():
        state["n"] += 1
        await asyncio.sleep_ms(0)
        state["n"] += 1

    await asyncio.gather(*[bump() for _ in range(10)])
    print(state, asyncio.current_task() is not None)


async def main():
    await gathered()
    await waited()
    await raising()
    await queued()
    print(await resources())
    await order()
    flag = asyncio.ThreadSafeFlag()
    asyncio.create_task(setter(flag))
    await flag.wait()
    print("flag")
    return "main"


async def setter(flag):
    await asyncio.sleep_ms(1)
    flag.set()


print(asyncio.run(main()))
asyncio.new_event_loop()


async def unhandled():
    raise RuntimeError("nobody waits")


async def handler_test():
    loop = asyncio.get_event_loop()
    loop.set_exception_handler(lambda loop, context: print("handler", repr(context["exception"])))
    asyncio.create_task(unhandled())
    await asyncio.sleep_ms(1)


asyncio.run(handler_test())
try:
    asyncio.run(fails(0))
except ZeroDivisionError:
    print("out of run")
