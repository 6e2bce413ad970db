"""A module that another one imports while it runs, and uses as far as it is there."""


def count(text: str) -> int:
    return len(text)


def later(text: str) -> int:
    return called(text)


def make() -> object:
    return Made(3)


try:
    import b
except ImportError as error:
    print(type(error))


def len(text):
    return 99


def called(text: str) -> int:
    return 1


class Made:
    n: int

    def __init__(self, n: int):
        self.n = n


b.again()
