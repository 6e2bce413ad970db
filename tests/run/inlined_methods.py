# Small methods that are called in loops: of the class, of classes that derive from it here and elsewhere, of what is just made.


class Vector:
    x: float
    y: float

    def __init__(self, x: float, y: float):
        self.x = x
        self.y = y

    def plus(self, other: "Vector") -> "Vector":
        return Vector(self.x + other.x, self.y + other.y)

    def dot(self, other: "Vector") -> float:
        return self.x * other.x + self.y * other.y

    def same(self) -> "Vector":
        return self

    @property
    def size(self) -> float:
        return self.dot(self)


class Counter:
    n: int

    def __init__(self, n: int = 3):
        self.n = n

    def get(self) -> int:
        return self.n

    def add(self, by: int = 1) -> int:
        self.n += by
        return self.n

    def kind(self) -> str:
        return "counter"

    def told(self) -> str:
        return self.kind() + str(self.get())

    def fails(self, at: int) -> int:
        if self.n >= at:
            raise ValueError(self.n)
        return self.n


class Double(Counter):
    def __init__(self, n: int):
        super().__init__(n * 2)

    def kind(self) -> str:
        return "double"

    def add(self, by: int = 1) -> int:
        return super().add(by * 2)


class Node:
    value: int
    next: "Node | None"

    def __init__(self, value: int, next: "Node | None"):
        self.value = value
        self.next = next

    def rest(self) -> "Node | None":
        return self.next

    def last(self) -> "Node":
        return self if self.next is None else self.next.last()


def walk(vectors: list[Vector]) -> tuple[float, float, float]:
    total = Vector(0.0, 0.0)
    size = 0.0
    for vector in vectors:
        total = total.plus(vector.same())
        size += vector.size + total.plus(vector).dot(vector)
    return total.x, total.y, size


def count(counters: list[Counter]) -> list:
    found = []
    for counter in counters:
        counter.add()
        counter.add(2)
        found.append((counter.get(), counter.told(), counter.n))
    return found


def made(number: int) -> int:
    total = 0
    for i in range(number):
        total += Counter(i).get() + Double(i).get() + Double(i).add(3) + Counter().add()
    return total


def tried(counters: list[Counter], at: int) -> list:
    found = []
    for counter in counters:
        try:
            found.append(counter.fails(at))
        except ValueError as error:
            found.append(repr(error))
    return found


def length(node: Node) -> int:
    n = 0
    at: Node | None = node
    while at is not None:
        n += at.value
        at = at.rest()
    return n + node.last().value


def anything(things: list) -> list:
    found = []
    for thing in things:
        found.append(thing.get())
    return found


print(walk([Vector(1.0, 2.0), Vector(3, 4), Vector(0.5, -1.5)]))
counters = [Counter(1), Double(2), Counter(1 << 80)]
print(count(counters))
print(made(4))
print(tried(counters, 9))
print(length(Node(1, Node(2, Node(3, None)))))
print(anything([Counter(5), Double(6)]))

# Classes that only bytecode knows, with methods of their own.
names = {"Vector": Vector, "Counter": Counter, "Node": Node}
exec(
    """
class Loud(Vector):
    def plus(self, other):
        print("plus")
        return super().plus(other)

    def dot(self, other):
        return 100.0

    def same(self):
        return Loud(self.x + 1, self.y)

class Odd(Counter):
    def get(self):
        return -1

    def add(self, by=1):
        return "no int"

class Stranger:
    def get(self):
        return "stranger"

class Plain(Node):
    pass
""",
    names,
)
Loud, Odd, Stranger, Plain = names["Loud"], names["Odd"], names["Stranger"], names["Plain"]
print(walk([Vector(1.0, 2.0), Loud(3.0, 4.0), Vector(5.0, 6.0)]))
print(tried([Odd(1), Counter(2)], 2))
print(anything([Odd(1), Stranger(), Counter(3)]))
print(length(Plain(1, Plain(2, Node(4, None)))))


class Wrong:
    pass


try:
    walk([Vector(1.0, 1.0), Wrong()])
except (TypeError, AttributeError):
    print("wrong")


# An instance without its fields, which object.__new__ made.
class Bare(Counter):
    def __init__(self):
        pass


for method in (Counter.get, Counter.add, Counter.told):
    try:
        print(method(Bare()))
    except AttributeError as error:
        print("AttributeError")


class Own(Counter):
    def get(self) -> int:
        return 7


own = Own(1)
print(own.told(), count([own]))
own.kind = lambda: "patched"
print(own.kind())
