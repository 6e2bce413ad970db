# Two classes of one name: each instance keeps to its own methods.


class Thing:
    def __init__(self, n: int):
        self.n = n

    def name(self) -> str:
        return "first"

    def tell(self):
        return self.name(), self.n


First = Thing


class Thing:
    def __init__(self, n: int):
        self.other = 0
        self.n = n

    def name(self) -> str:
        return "second"

    def tell(self):
        return self.name(), self.n


print(First(1).tell(), Thing(2).tell())
print(First.tell(Thing(3)), Thing.tell(First(4)))
