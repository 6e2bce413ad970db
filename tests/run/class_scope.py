# The body of a class: its own names, names of the module, statements that run once, order.
print("before")
base = 10


class Config:
    print("in the body", __name__)
    width = base + 5
    height = width * 2
    table = {"w": width}
    pair = (width, height)
    size = "big" if width > 10 else "small"
    height = height + 3
    width, depth = 7, 8
    table["d"] = depth
    assert width < 10
    base = base + 1

    def area(self):
        return self.width * self.height

    print("end of the body")

    def base_of_module(self):
        return base

    alias = area
    text = f"{width}x{height}"
    del_me = 1


print(Config.width, Config.height, Config.table, Config.pair, Config.size, Config.depth, Config.base, base)
c = Config()
print(c.area(), c.alias(), c.base_of_module(), c.text, Config.area(c))


class Empty:
    """Only a text."""


class Twice:
    def which(self):
        return 1

    def which(self):
        return 2


print(Twice().which(), type(Empty()).__name__)
for n in range(2):

    class Again:
        number = n

        def get(self):
            return self.number

    print(Again().get(), Again.number)
if base:

    class Either:
        def __init__(self):
            self.v = "then"

else:

    class Either:
        def __init__(self):
            self.v = "else"


print(Either().v)


class Redefined:
    def __init__(self):
        self.v = 1


first = Redefined()


class Redefined:
    def __init__(self):
        self.v = 2


print(first.v, Redefined().v, isinstance(first, Redefined))
Alias = Config
print(Alias().width, Alias is Config)
Config = None
print(c.area(), Alias().area())
