"""Methods of built-in types and of classes of the same names, called in turns: which one is called goes by the object."""


class Queue:
    def __init__(self):
        self.items = []

    def append(self, item):
        self.items.append(item)
        return self

    def get(self, key, default=None):
        return "queue"

    def pop(self):
        return "popped"


class Table(dict):
    def get(self, key, default=None):
        return "table"


class Names(list):
    def index(self, item):
        return "names"


def get(container, key):
    return container.get(key, 0)


def index(container, item) -> object:
    return container.index(item)


def both(a: dict[str, int], b: list[int], text: str) -> tuple[object, object, object]:
    return a.get("x", 1), b.index(3), text.index("c")


def made(cls: object) -> object:
    return cls.fromkeys(["a"], 1)


for _ in range(3):
    for container in ({"x": 5}, Queue(), Table(), {}):
        print(get(container, "x"))
    for container in ([1, 3], (0, 3), "a3"):
        print(index(container, "3" if isinstance(container, str) else 3))
    print(index(Names([3]), 3))
    print(both({"x": 2}, [3], "abc"), both({}, [1, 3], "c"))
    print(sorted(made(dict).items()), sorted(made({}).items()))
Queue.get = lambda self, key, default: "patched"
queue = Queue()
print(get(queue, "x"))
queue.get = lambda key, default: "own"
print(get(queue, "x"), get({"x": 1}, "x"))
for container in (5, None, [], "text"):
    try:
        print(get(container, "x"))
    except AttributeError as error:
        print(error)


def apart(pair: tuple[int, int]) -> int:
    a, b = pair
    return a * 10 + b


def sums(rows: list[tuple[int, str]]) -> str:
    text = ""
    for number, name in rows:
        text += name + str(number)
    return text


ANY = [(1, 2, 3), (1,), (3, 4), ()]
print(apart((1, 2)), sums([(1, "a"), (2, "b")]))
for one in ANY:
    try:
        print(apart(one))
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
