"""An `async def` with `yield`, driven as the firmware's bytecode drives it: what it yields goes to the scheduler."""


async def legacy(count):
    for i in range(count):
        got = yield i
        print("got", got)
    print("done")


async def awaits():
    await legacy(2)
    yield "last"


print(list(awaits()))
task = legacy(2)
print(task.send(None), task.send("a"))
try:
    task.throw(ValueError("thrown"))
except ValueError as error:
    print(repr(error))
task = legacy(1)
next(task)
task.close()
try:
    task.send(None)
except StopIteration:
    print("closed")
print(hasattr(task, "send"), hasattr(task, "throw"))
