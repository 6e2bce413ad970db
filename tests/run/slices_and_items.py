# Subscripts of objects of one's own, and deletion.

log = []


class Spy:
    def __getitem__(self, k):
        log.append(("get", k))
        return k

    def __setitem__(self, k, v):
        log.append(("set", k, v))

    def __delitem__(self, k):
        log.append(("del", k))

    def __contains__(self, k):
        log.append(("in", k))
        return k == 1

    def __len__(self):
        return 3


def subscripts(s, a: int, b: int):
    s[a]
    s[a:b]
    s[a:b:2]
    s[:]
    s[a, b]
    s[a:b, 1]
    s[()]
    s[-1]
    s[a] = b
    s[a:b] = a
    del s[a], s[a:b]
    s[a] += 1
    s["k"], s[None] = 1, 2
    return a in s, b not in s, len(s)


try:
    print(subscripts(Spy(), 1, 2))
except TypeError as e:
    print(type(e), e.args)
for entry in log:
    print(entry)


def from_ends(x: list) -> tuple:
    del x[0], x[-1]
    x[0], x[-1] = x[-1], x[0]
    return x, x[0:1], x[1:], x[-1:]


print(from_ends([1, 2, 3, 4, 5]))


def attributes(o):
    o.a = 1
    o.b = o.a + 1
    del o.a
    o.c = o.d = []
    o.c.append(o)
    try:
        o.a
    except AttributeError as e:
        return type(e), o.b, o.d[0] is o
    return None


class Plain:
    pass


print(attributes(Plain()), hasattr(Plain(), "a"), getattr(Plain(), "a", 5))
p = Plain()
setattr(p, "x", 7)
print(p.x, isinstance(p, Plain), type(p) is Plain)
for bad in (5, "s", None):
    try:
        attributes(bad)
    except AttributeError as e:
        print(type(e), e.args)
    try:
        bad["k"] = 1
    except TypeError as e:
        print(type(e), e.args)
    try:
        del bad[0]
    except TypeError as e:
        print(type(e), e.args)
