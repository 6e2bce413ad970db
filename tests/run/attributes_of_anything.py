# Attributes of objects of any type, which may be fields of a class, and append of what may be a list.
class A:
    def __init__(self, x):
        self.x = x
        self.y = 1
class B(A):
    pass
class L(list):
    def append(self, x):
        super().append(x * 2)
class P:
    pass
def get(o):
    return o.x
def put(o, v):
    o.x = v
    o.x += 1
    del o.y
    try:
        return o.y
    except AttributeError as e:
        return repr(e)
def add(l, v):
    return l.append(v)
p = P()
p.x = 5
p.y = 6
for o in (A(1), B(2), p):
    print(get(o), put(o, 10), get(o), o.x)
l = []
print(add(l, 1), l)
l = L()
print(add(l, 1), l)
for bad in (1, None, "a", A(1)):
    try:
        print(get(bad))
    except AttributeError as e:
        print(e)
    try:
        add(bad, 1)
    except AttributeError as e:
        print(e)
a = A(1)
del a.x
try:
    get(a)
except AttributeError as e:
    print(e)
