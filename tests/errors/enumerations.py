import enum
from enum import Enum, Flag, auto, verify, UNIQUE


class Color(Enum):
    RED = 1
    BLUE = 2


class More(Color):
    GREEN = 3


class Named(Enum):
    name = 1
    A = auto() + 1
    A = 3
    _ignore_ = ["x"]

    class Inner:
        pass

    for i in range(3):
        pass


class New(Enum):
    A = 1

    def __new__(cls, value):
        return object.__new__(cls)


class Mixed(float, Enum):
    A = 1.5


class Data:
    def __init__(self, value):
        pass


class WithData(Data, Enum):
    A = 1


@verify(UNIQUE)
class Verified(Enum):
    A = 1


class Odd(Flag, boundary=3, key=4):
    A = 1


Color.RED = 5
Color["RED"] = 5
del Color.BLUE
Shape = Enum("Shape", "A B")
print(isinstance(Color.RED, Enum), enum.Enum)
