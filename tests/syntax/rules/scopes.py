#### refused: return outside a function
return 1
#### refused: return in a class
class C:
    return
#### each line refused: yield and await outside a function
x = yield
y = yield from x
await z
#### refused: yield in a comprehension
def f():
    return [(yield x) for x in y]
#### accepted: yield in a lambda
f = lambda: (yield)
#### refused: await in a function that is not async
def f():
    await g()
    async with g(): pass
    async for x in g(): pass
    return [x async for x in g()]
#### accepted: a generator expression may be asynchronous anywhere in a function
def f():
    return (x async for x in g()), (await x for x in y)
#### refused: but its first iterable is evaluated around it
def f():
    return (x for x in await g())
#### accepted: asynchronous comprehensions nest
async def f():
    return [[x async for x in g(y)] for y in z]
#### refused: yield from and return with a value in an asynchronous generator
async def f():
    yield from g()
async def h():
    yield 1
    return 2
#### refused: break and continue outside a loop
break
for x in y:
    def f():
        break
    class C:
        continue
else:
    break
if x:
    continue
#### accepted: break and continue in a loop
while x:
    if y: break
    try: pass
    except E: continue
    finally: break
    for z in w: pass
    else: break
#### refused: global after use
def f():
    x = 1
    global x
def g():
    print(y)
    global y
def h():
    def z(): pass
    global z
#### accepted: global after an import
def f():
    import x
    global x
#### refused: nonlocal after use
def f():
    x = 1
    def g():
        print(x)
        nonlocal x
#### refused: nonlocal without a variable to name
nonlocal a
x = 1
def f():
    nonlocal x
class C:
    y = 1
    def f(self):
        nonlocal y
#### accepted: nonlocal names what any function around binds
def f(a):
    for b in a: pass
    import c.d, e as g
    with a as h: pass
    try: pass
    except E as i: pass
    def j(): pass
    class k: pass
    [l := 1 for m in a]
    match a:
        case [n, *o]: pass
        case {"p": 1, **q}: pass
    def inner():
        def innermost():
            nonlocal a, b, c, g, h, i, j, k, l, n, o, q
        nonlocal later
    later = 1
#### accepted: nonlocal __class__ in a method
class C:
    def f(self):
        nonlocal __class__
#### refused: global and nonlocal of parameters, of both kinds, annotated
def f(x):
    global x
def f(x):
    def g(x):
        nonlocal x
    def h():
        nonlocal x
        global x
    def i():
        nonlocal x
        x: int = 1
def j():
    global y
    y: int = 1
#### refused: a star import in a function
def f():
    from m import *
#### refused: future imports that are late or unknown
x = 1
from __future__ import annotations
from __future__ import braces
#### accepted: a docstring and other future imports may come before
"""Doc."""
from __future__ import annotations
from __future__ import division
#### refused: leaving an except* block
while x:
    try: pass
    except* E:
        break
def f():
    try: pass
    except* E:
        while x: return
#### accepted: a loop inside an except* block
try: pass
except* E:
    for x in y:
        break
    def f(): return
