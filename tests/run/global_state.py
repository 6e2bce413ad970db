# Variables of the module that functions read, rebind, delete and share; the same seen through globals().

counter = 0
names: list[str] = []
limit: int = 10
ratio = 1.5
_private = "p"


def bump():
    global counter
    counter += 1
    return counter


def read():
    return counter, limit, ratio


def reset(n: int) -> None:
    global counter, limit
    counter = n
    limit = n * 2


def remember(name: str) -> int:
    names.append(name)
    return len(names)


def create():
    global fresh
    fresh = "new"


def drop():
    global fresh
    del fresh


def shadow():
    counter = "local"
    return counter


def late():
    return not_yet


def recurse(n: int) -> int:
    global depth
    depth = n if n > depth else depth
    return 0 if n == 5 else recurse(n + 1)


def for_global():
    global i
    for i in range(3):
        pass


def except_global():
    global err
    try:
        raise ValueError("v")
    except ValueError as err:
        print(err.args)
    return "err" in globals()


def over_builtin():
    global len
    old = len
    len = lambda_len
    try:
        return len("abc")
    finally:
        len = old


def lambda_len(x):
    return "mine"


print(bump(), bump(), counter, read())
reset(7)
print(counter, limit, read(), bump())
print(remember("a"), remember("b"), names)
create()
print(fresh)
drop()
try:
    fresh
except NameError as e:
    print(e.args)
try:
    drop()
except (NameError, KeyError) as e:
    print(type(e))
print(shadow(), counter)
try:
    late()
except NameError as e:
    print(e.args)
not_yet = "now"
print(late())
depth = 0
recurse(0)
print(depth)
for_global()
print(i, except_global(), over_builtin(), len("abc"))
globals()["made"] = 5
print(made, globals()["counter"], "made" in globals(), globals()["__name__"])
globals()["counter"] = 99
print(counter, bump())
big = 1 << 100
big += 1
print(big)
ratio *= 2
print(ratio, read())
old_print = print


def loud(text):
    old_print("loud:", text)


print = loud
print("hello")
print = old_print
print("quiet")
