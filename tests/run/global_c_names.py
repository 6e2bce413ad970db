# Names that C, its headers and the compiler use themselves.
register = 1
int_ = 5
NULL = 7
S = "s"


class struct:
    def __init__(self, auto: int, static: float, volatile=None):
        self.auto = auto
        self.static = static
        self.volatile = volatile
        self.head = 1
        self.type = "t"
        self.m_x = 2
        self.void = self.union = 3

    def switch(self, default: int, case: int = 2) -> int:
        goto = default + case
        return goto + self.auto

    def new(self):
        return self.head, self.type, self.m_x, self.void, self.union

    @property
    def typedef(self) -> float:
        return self.static

    def __bool__(self):
        return False


class S2:
    QSTR = 5

    def __init__(self):
        self.RT = 1
        self._ = 2
        self.__private = 3

    def __hidden(self):
        return self.__private

    def call(self):
        return self.__hidden(), self._


def main(self: int, args: list, n_args: int, fun: str, name: str, dest: int) -> int:
    bound, result, frame, slot = 1, 2, 3, 4
    return self + n_args + dest + bound + result + frame + slot + len(args) + len(fun + name)


def f_main():
    return "f_main"


def py_main():
    return f_main()


def mpy_init(x: int) -> int:
    return x + register


def rt_add(int: float, float: int, char, const: bool) -> float:
    return int + float if const else char


def v0(b0: int, v1: int) -> int:
    v2 = b0 + v1
    while v2 < 10:
        v2 += 1
    return v2


def memset(printf: str) -> str:
    return printf * 2


def é(ü: int) -> int:
    ß = ü + 1
    return ß


def u_e9(x: int) -> int:
    return x


def nullptr():
    global S
    S = NULL
    return S


print(main(1, [], 2, "a", "bc", 3), f_main(), py_main(), mpy_init(1), rt_add(1.5, 2, "c", True), v0(1, 2), memset("x"), é(4), u_e9(2), nullptr())
s = struct(1, 2.5)
print(s.switch(1), s.switch(default=2, case=3), s.new(), s.typedef, bool(s), 1 if s else 2)
t = S2()
print(t.RT, t.call(), S2.QSTR)
