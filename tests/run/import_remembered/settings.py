scale = 2.0
offset = 1


def twice(x):
    return x + x


def pair(x, y):
    return (x, y)


def none():
    return None


def many(*args, key=0):
    return args, key


def grow(i):
    globals()["name%d" % i] = i
    if i == 3:
        globals()["scale"] = 5.0
    return len(globals()) > i


def __getattr__(name):
    return "made " + name
