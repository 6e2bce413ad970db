# Instances in sets and as keys, compared by identity or by __eq__ and __hash__; object.__new__; instances in lists.


class Plain:
    def __init__(self, n: int):
        self.n = n


class Key:
    def __init__(self, a: int, b: str):
        self.a = a
        self.b = b

    def __hash__(self) -> int:
        return self.a * 31 + len(self.b)

    def __eq__(self, other) -> bool:
        return isinstance(other, Key) and self.a == other.a and self.b == other.b


p, q = Plain(1), Plain(1)
d = {p: "p", q: "q"}
print(d[p], d[q], len({p, q, p}), p == q, p == p, p != q, p in [q], p in [q, p], [q, p].index(p))
table = {}
for i in range(20):
    table[Key(i % 5, "x")] = i
print(len(table), table[Key(3, "x")], Key(9, "x") in table, Key(1, "x") == Key(1, "x"), Key(1, "x") != Key(1, "x"), Key(1, "x") == 1)
bare = object.__new__(Plain)
print(isinstance(bare, Plain), hasattr(bare, "n"))
try:
    bare.n
except AttributeError as e:
    print(e.args)
bare.n = 5
print(bare.n, bare.__dict__)


def read(x: Plain) -> int:
    return x.n


def write(x: Plain, n: int) -> None:
    x.n = n


print(read(bare), read(p))
write(bare, 7)
print(bare.n, read(bare))
Plain.__init__(bare, 9)
print(bare.n, read(bare))
for bad in (5, None, "x", Key(1, ""), Plain):
    try:
        print(read(bad))
    except (TypeError, AttributeError):
        print("not a Plain")
items = [Plain(3), Plain(1), Plain(2)]
items.sort(key=read)
print(items[0].n, items[1].n, items[2].n, min(items, key=read).n, sum(map(read, items)))
print(isinstance(p, (int, Plain)), isinstance(p, Key), issubclass(Plain, object), type(p) == Plain, type(p) is type(q), callable(Plain), callable(p))
print(str(type(p)), Plain.__name__)
