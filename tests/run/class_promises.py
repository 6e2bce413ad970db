# Fields hold what they promise: a wrong value is refused where it is stored, by whomever, and the old one stays.
# Every case raises TypeError as bytecode too, in `use`.


class Typed:
    def __init__(self, n: int, f: float, s: str, b: bool, v: list[int]):
        self.n = n
        self.f = f
        self.s = s
        self.b = b
        self.v = v

    def use(self):
        return self.n + 1, self.f + 1, self.s + "", self.b, self.v + []


t = Typed(1, 2.0, "s", True, [1])
print(t.use(), t.f)
t.n = 1 << 70
t.f = 1.5
t.s = "long enough not to be interned anywhere"
t.b = False
t.v = [5]
print(t.use())


def store(name, value):
    old = getattr(t, name)
    try:
        setattr(t, name, value)
        t.use()
        print(name, "kept")
    except TypeError:
        print(name, "TypeError")
    setattr(t, name, old)


store("n", "x")
store("n", None)
store("f", "x")
store("f", [])
store("s", 5)
store("s", None)
store("v", 5)
store("v", "abc")
store("n", True)
store("f", 3)
store("f", True)
store("b", False)
print(t.use())


def make(*args):
    try:
        print(Typed(args[0], args[1], args[2], args[3], args[4]).use())
    except TypeError:
        print("TypeError")


make(1, 1.0, "", False, [])
make("1", 1, "", False, [])
make(1, "1", "", False, [])
make(1, 1, 1, False, [])
make(1, 1, "", False, 1)
make(None, None, None, None, None)
