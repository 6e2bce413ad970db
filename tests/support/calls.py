import sys
import m


def show(*args, **kw):
    return args, kw


def fail(*args):
    raise ValueError(args)


class C:
    data = 5

    def method(self, x=0):
        return "method", x

    @staticmethod
    def static(x=0):
        return "static", x

    @classmethod
    def klass(cls, x=0):
        return "class", x

    def __getattr__(self, name):
        if name == "bad":
            raise KeyError(name)
        raise AttributeError(name)


same(m.call_0(show), ((), {}))
same(m.call_1(show, 1), ((1,), {}))
same(m.call_2(show, 1, 2), ((1, 2), {}))
same(m.call_n(show, 1, 2, 3), ((1, 2, 3), {}))
same(type(m.call_n(C)), C)
same(m.call_kw(show, "k", 5), ((1, 2), {"k": 5}))
same(m.call_many(show, 300), (tuple(range(300)), {}))
same(raised(m.call_n, 5, 1), raised(lambda: (5)(1)))
same(m.call_self(C.method, 9, 7), ("method", 7))
same(m.protected_1(len, "abc"), 3)
same(m.protected_2(divmod, 7, 2), (3, 1))
same(m.protected_1(fail, "shown"), "raised")
same(m.protected_2(fail, 1, 2), "raised")
c = C()
same(m.load_protected([], "append", False)[1], True)
same(m.load_protected(c, "missing", False), None)
same(m.load_protected(c, "bad", True), None)
same_error(m.load_protected, (c, "bad", False), KeyError, "bad")
for member, wanted in (
    (C.method, (C.method, c)),
    (len, (len, None)),
    (5, (5, None)),
    ("x", ("x", None)),
):
    same(m.convert(c, C, member), wanted)
same(m.convert([], list, len)[1], [])
s = staticmethod(show)
k = classmethod(show)
same(m.convert(c, C, s), (show, None))
same(m.convert(c, C, k), (show, C))
same(m.convert(C, C, k), (show, C))
same(m.convert(None, C, k), (show, C))


class Iterable:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration(5)
        self.n -= 1
        return self.n


class Items:
    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


def generator():
    got = yield 1
    try:
        got = yield got
    except KeyError:
        got = yield "caught"
    return "end"


for o in ([1, 2], (), "abc", b"ab", range(4), {1: 2}, map(abs, [-1, 2]), Items()):
    wanted = list(o) if not isinstance(o, type(map(abs, []))) else [1, 2]
    for buffered in (False, True):
        if isinstance(o, type(map(abs, []))):
            o = map(abs, [-1, 2])
        same(m.iterate(o, buffered), wanted)
for buffered in (False, True):
    same(m.iterate(Iterable(3), buffered), [2, 1, 0])
    same(m.iterate(generator(), buffered), [1, None])
    same(raised(m.iterate, 5, buffered), raised(lambda: iter(5)))
same(m.iterate_raise([1, 2]), [1, 2])
same(m.iterate_raise(Iterable(2)), [1, 0])
NORMAL, YIELD, EXCEPTION = 0, 1, 2
g = generator()
same(m.resume(g, None, None), (YIELD, 1))
same(m.resume(g, "sent", None), (YIELD, "sent"))
same(m.resume(g, None, KeyError()), (YIELD, "caught"))
same(m.resume(g, None, None), (NORMAL, "end"))
same(m.resume(g, None, None), (NORMAL, None))
g = generator()
m.resume(g, None, None)
error = ValueError(1)
got = m.resume(g, None, error)
same((got[0], got[1] is error), (EXCEPTION, True))
it = iter([5])
same(m.resume(it, None, None), (YIELD, 5))
same(m.resume(it, None, None), (NORMAL, None))


def delegate(o):
    return (yield from o)


for value in (None, 5, [1], "text"):
    g = delegate(m.ending(value))
    try:
        next(g)
        got = "yielded"
    except StopIteration as stop:
        got = stop.value
    same(got, value)
same(list(m.ending(5)), [])

same(m.parse(1), (1, 7, True))
same(m.parse(1, 2), (1, 2, True))
same(m.parse(first=1, count=3, flag=0), (1, 3, False))
same(raised(m.parse)[0], TypeError)
same(raised(m.parse, 1, 2, 3)[0], TypeError)
same(raised(lambda: m.parse(1, other=3))[0], TypeError)
same(m.parse_array(), (None, -1))
same(m.parse_array(4, 5), (4, 5))
same(m.parse_array(4, count=5), (4, 5))
same(raised(m.parse_array, 1, 2, 3)[0], TypeError)

same(m.check_stack(5), 5)
same_error(m.recurse, (0,), RuntimeError, "maximum recursion depth exceeded")
same_error(m.recurse, (0,), RuntimeError, "maximum recursion depth exceeded")
if hasattr(__import__("micropython"), "stack_use"):
    same(m.stack_usage(), True)
gotten, local = m.get_globals()
same(gotten is globals(), True)
same(local is locals(), True)
same(m.with_globals({"some_name": 42}, "some_name"), 42)
same(m.get_globals()[0] is globals(), True)

T = m.new_type("Made", (C,), {"more": lambda self: 7})
t = T()
same((T.__name__, t.more(), t.method(3), isinstance(t, C)), ("Made", 7, ("method", 3), True))
module = m.new_module("made_module")
module.x = 5
same(sys.modules["made_module"] is module, True)
same((module.__name__, module.x), ("made_module", 5))
same(m.new_module("made_module") is module, True)
b = m.bound_method(C.method, c)
same(type(b), type([].append))
same(b(4), ("method", 4))
data = bytearray(b"abc")
view = m.memory_view(ord("B"), data)
same((type(view), len(view), view[1]), (memoryview, 3, ord("b")))
view[0] = ord("x")
same(data, bytearray(b"xbc"))
same(m.generic_attr(60, True, "stored"), None)
same(m.generic_attr(60, None, None), "stored")
same(m.generic_attr(71, None, None), None)
same(m.generic_attr(60, True, None), None)
same(m.generic_attr(60, None, None), None)
same(m.generic_attr(75, True, 1), "sentinel")
same(m.sys_paths(1) is sys.path, True)
if hasattr(sys, "argv"):
    same(m.sys_paths(0) is sys.argv, True)
end()
