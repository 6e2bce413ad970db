# Classes whose instances hold nothing at fixed places, as the types of parameters and of variables.


class Empty:
    pass


class Methods:
    def double(self, n: int) -> int:
        return 2 * n

    def other(self, o: "Methods", n: int) -> int:
        return o.double(n) + 1


class Deep(Methods):
    def __init__(self, n: int):
        super().__init__()
        self.n = n

    def double(self, n: int) -> int:
        return super().double(n) + self.n


def takes(e: Empty, m: Methods, n: int = 3) -> int:
    return m.double(n)


def default(e: Empty = Empty()) -> bool:
    kept: Empty = e
    return kept is e


print(takes(Empty(), Methods()), takes(Empty(), Deep(4), 5), default(), default(Empty()))
print(Methods().other(Methods(), 7), Deep(1).other(Deep(2), 7), Deep(1).double(1))
