# `*` and `**` in calls and displays.
def f(a, b=2, *rest, k=0, **kw):
    return a, b, rest, k, sorted(kw.items())

args, more = (1, 2, 3), {"k": 4, "z": 5}
print(f(*args), f(*args, **more), f(0, *args), f(*args, 9), f(*[1], *[2, 3], k=1, **{"y": 2}))
print(f(*"ab"), f(*range(3)), f(**{"a": 1}))

class C:
    def m(self, *a, **k):
        return a, sorted(k.items())

c = C()
print(c.m(*args), c.m(1, *args, x=1, **{"y": 2}), C.m(c, *args))
for bad in (lambda: f(*1), lambda: f(**1), lambda: f(), lambda: f(*args, a=1)):
    try:
        print(bad())
    except TypeError as e:
        print("TypeError", e)

def forward(*a, **k):
    return f(*a, **k)

print(forward(1), forward(1, 2, 3, k=1, q=2))
print(max(*[3, 1, 2]), "{} {}".format(*args), print(*args, sep="-"))
