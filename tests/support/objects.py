import gc
import micropython
import struct
import m


class Base:
    def __len__(self):
        return 3


class Derived(Base):
    def __call__(self):
        return 1

    def __eq__(self, other):
        return other == 5


class Other:
    pass


class Both(Other, Derived):
    pass


class Text(str):
    pass


class Numbers(list):
    pass


objects = [None, True, 0, 5, -5, 1 << 40, 1.5, "", "text", b"bytes", [], [1, "a"], (1,), {1: 2}, {1}, len, Base, Base(), Derived(), int, range(3), ValueError(1), 2j]
for o in objects:
    same(m.type_str(o), type(o).__name__)
    same(m.callable_(o), callable(o))
    for kind, text in ((0, str(o)), (1, repr(o))):
        same(m.printed(o, kind), text)
    kind, length = raised(len, o)
    same(m.length_maybe(o), length if kind == "returned" else None)
    for other in objects:
        wanted = o == other
        same(m.equal(o, other), (bool(wanted), wanted, o != other))
    first, fun, number = m.identity(o)
    same((first is o, fun(o) is o), (True, True))
    if type(o) is not float:
        same(number, id(o))
same(raised(m.length, 5), raised(len, 5))
same(m.length("größe"), 5)
same(m.length(Base()), 3)
classes = [Base, Derived, Other, Both, Text, Numbers, str, list, ValueError, Exception, BaseException, int, bool]
for a in classes:
    for b in classes:
        same(m.subclass(a, b), issubclass(a, b))
same(m.subclass(5, int), False)
text = Text("abc")
same((m.cast(text, str), type(m.cast(text, str))), ("abc", str))
same(m.cast(Numbers([1]), list), [1])
same(m.cast("x", str), "x")
same(m.cast("x", list), None)
getter, setter = (lambda self: 1), (lambda self, x: None)
same(m.property_get(property(getter, setter)), (getter, setter, None))


def named():
    pass


same(m.fun_name(named), "named")
for o, wanted in (
    (5, (True, False, False, False, False)),
    (None, (False, False, True, False, False)),
    (True, (False, False, True, True, False)),
    ("append", (False, False, False, False, False)),
    ([], (False, True, False, False, False)),
    (len, (False, True, False, False, True)),
    (named, (False, True, False, False, True)),
):
    same(m.tags(o), wanted)
same(m.print_it("shown"), 6)
LEFT, CENTER = 1, 0x20
same(m.print_strn("abc", 0, " ", 0), (3, "abc"))
same(m.print_strn("abc", 0, " ", 6), (6, "   abc"))
same(m.print_strn("abc", LEFT, "*", 6), (6, "abc***"))
same(m.print_strn("abc", CENTER, "0", 8), (8, "00abc000"))
same(m.print_strn("abc", 0, "-", 40), (40, "-" * 37 + "abc"))
same(m.print_strn("", 0, " ", 2), (2, "  "))

for n in (0, 1, 16, 100, 1000):
    same(m.memory(n), (n, True))
huge = 1 << 29
same(raised(m.too_much, huge)[0], MemoryError)
same(raised(m.too_much_realloc, huge)[0], MemoryError)
same(m.too_much_maybe(huge), True)
same_error(m.malloc_fail, (123,), MemoryError, "memory allocation failed, allocating 123 bytes")
same(raised(m.finaliser)[0], NotImplementedError)
same(m.own_object(Base), True)
same(m.collect(), True)
if hasattr(micropython, "heap_locked"):
    same(m.is_locked(), False)
if hasattr(micropython, "mem_total"):
    total, current, peak = m.statistics()
    same(total >= peak >= current > 0, True)
same(m.track(), True)
for i in range(5):
    gc.collect()
    litter = [bytearray(32) for j in range(100)]
same(m.tracked(), [i * 1000 for i in range(20)])

for a in ("", "abc", "abcb", "b", "xyzxyzb", "äb"):
    for b in ("", "abc", "abd", "b", "zx"):
        got = m.text_functions(a, b)
        x, y = a.encode(), b.encode()
        sign = lambda p, q: (p > q) - (p < q)
        n = min(len(x), len(y))
        same(got[0], (sign(x, y), sign(x[:3], y[:3]), sign(x[:n], y[:n])))
        same(got[1], (x.find(b"b"), x.rfind(b"b"), x.find(y), x.find(b"b"), True))
        same(got[2], a + b)
        same(got[3], (x + bytes(5))[:5])
        same(got[4], (a + b[:2], min(2, len(x)), len(x), len(x)))
same(m.ring(), [-1, 0, 0, 3, 2, 1, 0x0203, 0x0203, -1, 0, -1, -1, -2, 0, b"abcde", -1, -2, -1, 3])

values = {"b": -5, "B": 200, "h": -300, "H": 60000, "i": -70000, "I": 4000000000, "l": -5, "L": 7, "q": -(1 << 40), "Q": (1 << 63) + 1, "f": 0.5, "d": -2.25, "e": 1.5}
for order in "<>@":
    for format in ("b", "BH", "hi", "bI", "lL", "bq", "Q", "bf", "Bd", "he", "bhiqfd"):
        given = [values[c] for c in format]
        data = struct.pack(order + format, *given)
        same(m.binary_get(order + format, data), (given, len(data)))
        room = bytearray(len(data))
        same(m.binary_set(order + format, room, given), len(data))
        same(bytes(room), data)
for data in (b"\x01", b"\xff", b"\x01\x80", b"\x80\x01", b"\xff\xff\xff", b"\x01\x02\x03\x04\x05\x06\x07\x88"):
    for big in (False, True):
        number = int.from_bytes(data, "big" if big else "little")
        wrapped = number - (1 << 8 * len(data)) if number >> (8 * len(data) - 1) else number
        same(m.binary_int(data, True, big), wrapped)
        if len(data) < 8:
            same(m.binary_int(data, False, big), number)
for n in (1, 2, 3, 4):
    for big in (False, True):
        same(m.binary_set_int(bytearray(n), 0x01020304, big), bytearray((0x01020304 & (1 << 8 * n) - 1).to_bytes(n, "big" if big else "little")))
same(m.array_from_int(bytearray(4), ord("b"), -1), bytearray(b"\x00\xff\x00\x00"))
same(m.array_from_int(bytearray(4), ord("H"), 0x102), bytearray(b"\x00\x00\x02\x01"))
end()
