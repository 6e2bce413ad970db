# Enumerations as people write them: values of every type, bases without members, methods, classes in functions.
from enum import Enum, IntEnum, Flag, auto, nonmember, member
import enum

class A(Enum):
    X = Y = 1
    P, Q = 2, 3
    Z: int = 4
    R = auto()
    f = staticmethod(lambda: 5)
    hidden = nonmember(7)
    real = member(8)
    @enum.property
    def prop(self):
        return self._value_ * 2
    def __eq__(self, other):
        return self is other
    def __hash__(self):
        return hash(self._name_)
    def __len__(self):
        return 3
    def __call__(self, n):
        return n + self.value
print(list(A), A.hidden, A.X.prop, A.real(3), len(A.Q), hash(A.X) == hash(A.X), A.f(), list(A.__members__))

class Base(Enum):
    def __str__(self):
        return "base " + self.name
    @classmethod
    def first(cls):
        return list(cls.__members__.values())[0]

class B(Base):
    """doc"""
    ONE = "1"
    TWO = "2"
print(B.ONE, repr(B.TWO), B.first(), B("2"), isinstance(B.ONE, Base), issubclass(B, Base))

class Big(IntEnum):
    K = 10 ** 20
    NEG = -5
    T = True
print(Big.K + 1, Big.NEG < 0, Big.NEG == -5, abs(Big.NEG), sorted([Big.K, Big.NEG, Big.T]), Big.K > Big.T, Big(10 ** 20) is Big.K, repr(Big.T))
def g(n: int) -> int:
    return n * 2
print(g(Big.K), g(Big.NEG))

class T(Enum):
    A = (1, 2)
    B = [1]
    C = {"x": 1}
    D = 1.5
    E = None
    F = "f"
    G = int
    def __init__(self, *args):
        self.args = args
print([t.args for t in (T.A, T.B, T.D, T.E)], T([1]) is T.B, T({"x": 1}), T(None), T.G.value is int)

class Op(Enum):
    ADD = "+"
    SUB = "-"
    def apply(self, a: int, b: int) -> int:
        match self:
            case Op.ADD:
                return a + b
            case Op.SUB:
                return a - b
        return 0
print([op.apply(5, 3) for op in Op], Op("+").apply(1, 1))

class State(Enum):
    IDLE = auto()
    RUN = auto()
    STOP = auto()
    def next(self):
        cls = self.__class__
        return cls((self.value) % len(State) + 1)
s = State.IDLE
for _ in range(4):
    s = s.next()
    print(s.name, end=" ")
print()
def make(n):
    class Local(IntEnum):
        V = n
        W = n + 1
    return Local
L1, L2 = make(1), make(5)
print(L1.V, L2.W, L1.V == 1, L2.V + 1, L1 is L2, L1(1), repr(L2(6)))
class Weekday(Flag):
    MON = 1
    TUE = 2
    WED = 4
    WORK = MON | TUE | WED
    def days(self):
        return [d.name for d in Weekday if d in self]
print(Weekday.WORK.days(), (Weekday.MON | Weekday.WED).days(), Weekday.WORK, list(Weekday), Weekday(6), ~Weekday.MON, Weekday["TUE"])
