# Special methods: the operators and built-ins that call them, from compiled code and from outside.


class Vector:
    def __init__(self, items):
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, value):
        self.items[i] = value

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, x):
        return x in self.items

    def __iter__(self):
        return iter(self.items)

    def __add__(self, other):
        return Vector(self.items + other.items)

    def __iadd__(self, other):
        self.items = self.items + other.items
        return self

    def __sub__(self, other):
        return ("sub", len(self), other)

    def __mul__(self, k: int):
        return Vector(self.items * k)

    def __rmul__(self, k):
        return ("rmul", k)

    def __neg__(self):
        return "neg"

    def __invert__(self):
        return "invert"

    def __eq__(self, other):
        return isinstance(other, Vector) and self.items == other.items

    def __hash__(self):
        return 7

    def __call__(self, a, b=2, *rest, **named):
        return ("called", a, b, rest, named)

    def __repr__(self) -> str:
        return "Vector(" + repr(self.items) + ")"

    def __str__(self) -> str:
        return "<%d items>" % len(self.items)


class Version:
    def __init__(self, major: int, minor: int):
        self.major = major
        self.minor = minor

    def __lt__(self, other) -> bool:
        return (self.major, self.minor) < (other.major, other.minor)

    def __eq__(self, other: object) -> bool:
        return self.major == other.major and self.minor == other.minor

    def __le__(self, other):
        return self < other or self == other

    def __bool__(self) -> bool:
        return self.major > 0


class Quiet:
    def __init__(self):
        self.n = 0


def add(a: Vector, b: Vector):
    return a + b


def index(v: Vector, i: int):
    return v[i]


v = Vector([1, 2, 3])
w = Vector([4])
print(len(v), v[0], v[-1], v[1:], 2 in v, 9 in v, 9 not in v, list(v), sorted(v), sum(v), max(v), bool(v), bool(Vector([])))
v[0] = 10
del v[1]
print(v, repr(v), str(v), [v], (v,), f"{v} {v!r}", "%s %r" % (v, v), "{}".format(v))
print(add(v, w).items, (v + w).items, v - 5, (v * 2).items, 3 * v, -v, ~v, index(v, 0), v == Vector([10, 3]), v == w, v != w, v == 5)
old = v
v += w
print(v.items, old is v, v(1), v(1, 3), v(1, b=4), v(1, 2, 3, z=5), {v: "key"}[Vector([10, 3, 4])], hash(v))
for x in v:
    print(x, end=" ")
a, b, c = v
print(a, b, c, len(v) and "yes", v and "true", not v, 1 if Vector([]) else 2)
one, two = Version(1, 0), Version(1, 2)
print(one < two, two < one, one <= one, one == Version(1, 0), one != two, bool(one), bool(Version(0, 1)))
print(sorted([two, one])[0].minor, min(two, one).minor, not Version(0, 9))
if Version(0, 1):
    print("true")
else:
    print("false")


def fails(what):
    q = Quiet()
    try:
        if what == 0:
            return len(q)
        if what == 1:
            return q[0]
        if what == 2:
            return q + 1
        if what == 3:
            return q()
        if what == 4:
            return q < q
        if what == 5:
            return 1 in q
        if what == 6:
            return -q
        if what == 7:
            for x in q:
                pass
        if what == 8:
            return v[9]
        if what == 9:
            return v + 5
        if what == 10:
            q[0] = 1
        if what == 11:
            return v()
        if what == 12:
            return one == 5
        if what == 13:
            return q == 5, q == q, q != q, bool(q), hash(q) == hash(q)
        return "fine"
    except Exception as e:
        return type(e), e.args


for what in range(15):
    print(what, fails(what))
