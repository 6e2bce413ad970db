# Coroutines: what awaits what, driven by hand and by the firmware's asyncio.
class Later:
    def __init__(self, value):
        self.value = value
    def __iter__(self):
        got = yield "wait " + str(self.value)
        return (self.value, got)
    __await__ = __iter__

async def one(n):
    a = await Later(n)
    print("one", a)
    return n * 2

async def two():
    total = 0
    for i in range(2):
        total += await one(i + 1)
    return total

def drive(coroutine):
    sent = None
    step = 0
    while True:
        try:
            print("  gives", coroutine.send(sent))
        except StopIteration as e:
            return e.value
        step += 1
        sent = step

print(drive(two()))

class Numbers:
    def __init__(self, n):
        self.n = n
        self.i = 0
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await Later(self.i)
        return self.i

class Manager:
    async def __aenter__(self):
        print("aenter")
        await Later("in")
        return "m"
    async def __aexit__(self, kind, value, trace):
        print("aexit", kind)
        await Later("out")
        return kind is ValueError

async def loops():
    out = []
    async for n in Numbers(3):
        if n == 2:
            continue
        out.append(n)
    else:
        out.append("else")
    async for n in Numbers(5):
        if n == 2:
            break
    async with Manager() as m:
        out.append(m)
    async with Manager():
        raise ValueError
    try:
        async with Manager():
            raise KeyError("k")
    except KeyError as e:
        out.append(repr(e))
    return out

print(drive(loops()))

async def fails():
    try:
        await Later(1)
    finally:
        print("cleaned")

c = fails()
c.send(None)
try:
    c.throw(OSError(5))
except OSError as e:
    print("OSError", e)

try:
    import asyncio
except ImportError:
    asyncio = None

async def worker(name, n, log):
    for i in range(n):
        await asyncio.sleep(0)
        log.append((name, i))
    return name

async def main():
    log = []
    results = await asyncio.gather(worker("a", 2, log), worker("b", 3, log))
    log.sort()
    print(results, log)
    task = asyncio.create_task(worker("c", 100, log))
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError:
        print("cancelled")
    event = asyncio.Event()
    async def waits():
        await event.wait()
        return "event"
    waiting = asyncio.create_task(waits())
    event.set()
    print(await waiting)
    lock = asyncio.Lock()
    async with lock:
        print("locked", lock.locked())
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError:
        print("timeout")

if asyncio:
    asyncio.run(main())
print("done")
