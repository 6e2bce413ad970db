from slots import All

a = All("abc")
print(a, repr(a), a(), a(10), bool(a), len(a), -a, hash(a), {a: 1}[a])
print(97 in a, 100 in a, "a" in a, a * 2, a == All(b"abc"), a == All("abd"), a != All("x"), a == "abc")
print(a.first, a[1], a[-1], a[1:], list(a), [x + 1 for x in a], bytes(a), memoryview(a)[2])
a.first = 65
a[1] = 66
print(a, a.write("de"), a, len(a))
del a.first
memoryview(a)[4] = 90
print(a, bytearray(a))
for wrong in (
    lambda: a[9],
    lambda: a["x"],
    lambda: a + 1,
    lambda: ~a,
    lambda: a.nothing,
    lambda: a.write("too much"),
    lambda: a(1, 2),
    lambda: setattr(a, "other", 1),
    lambda: a.__delitem__(0),
    lambda: a[::2],
):
    try:
        print(wrong())
    except Exception as error:
        print(type(error), error)
a.clear()
print(bool(a), len(a), repr(a), isinstance(a, object))


class Sub(All):
    def twice(self):
        return self * 2

    def __call__(self, x):
        return "called %d" % x


s = Sub("xy")
print(s.twice(), len(s), s[0], list(s), s.first, s(5), isinstance(s, All))
