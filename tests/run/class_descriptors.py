# A class whose body has a descriptor of the same name as an attribute that its methods set: the descriptor is asked.


class Percent:
    def __get__(self, obj, owner):
        return "%d%%" % obj.share

    def __set__(self, obj, value):
        print("set", value)
        obj.share = min(value, 100)


def read(self):
    return self.hidden * 2


def write(self, value):
    self.hidden = value


class Slice:
    percent = Percent()
    twice = property(read, write)
    size = 4
    names = []

    def __init__(self, percent: int):
        self.share: int = 0
        self.hidden = 0
        self.percent = percent
        self.twice = percent
        self.names = ["own"]

    def grow(self, by: int) -> str:
        self.percent = self.share + by
        self.size += by
        self.twice = self.size
        return self.percent


def grown(s: Slice):
    s.percent = 7
    s.twice += 1
    s.size = 0
    return s.percent, s.twice, s.size


s = Slice(30)
print(s.percent, s.twice, s.size, s.names, Slice.size, Slice.names)
print(s.grow(50), s.grow(50), s.twice, s.size)
print(grown(s), s.share, s.hidden)


class Plain:
    percent = Percent()

    def __init__(self):
        self.share = 0
        self.percent = 3

    def both(self):
        self.percent += 5 if self.share else 1
        return self.percent, self.share


try:
    print(Plain().both())
except TypeError:
    print("text and a number")
