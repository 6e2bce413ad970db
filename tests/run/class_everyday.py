# Classes as users write them: a stack, a matrix, an account, a machine, events.


class Stack:
    def __init__(self, limit: int = 3):
        self._items: list[int] = []
        self.limit = limit

    def push(self, x: int) -> "Stack":
        if len(self._items) >= self.limit:
            raise OverflowError("full")
        self._items.append(x)
        return self

    def pop(self) -> int:
        return self._items.pop()

    @property
    def top(self) -> int:
        return self._items[-1]

    @top.setter
    def top(self, v: int):
        self._items[-1] = v

    @property
    def size(self) -> int:
        return len(self._items)

    @property
    def items(self) -> list[int]:
        return self._items


class Matrix:
    def __init__(self, rows: int, cols: int, fill: float = 0.0):
        self.rows = rows
        self.cols = cols
        self.data: list[float] = [fill] * (rows * cols)

    def __getitem__(self, rc: tuple[int, int]) -> float:
        r, c = rc
        if not (0 <= r < self.rows and 0 <= c < self.cols):
            raise IndexError("out of matrix", rc)
        return self.data[r * self.cols + c]

    def __setitem__(self, rc: tuple[int, int], v: float) -> None:
        r, c = rc
        self.data[r * self.cols + c] = v

    def __matmul__(self, other: "Matrix") -> "Matrix":
        out = Matrix(self.rows, other.cols)
        for i in range(self.rows):
            for j in range(other.cols):
                s = 0.0
                for k in range(self.cols):
                    s += self[i, k] * other[k, j]
                out[i, j] = s
        return out

    def row(self, r: int) -> list[float]:
        return self.data[r * self.cols : (r + 1) * self.cols]


class Account:
    interest = 0.5
    opened = 0

    def __init__(self, owner: str, balance: float = 0.0):
        self.owner = owner
        self.balance = balance
        self.history: list[tuple[str, float]] = []
        Account.opened += 1

    def deposit(self, amount: float) -> None:
        if amount <= 0:
            raise ValueError(f"bad amount {amount}")
        self.balance += amount
        self.history.append(("deposit", amount))

    def pay(self, other: "Account", amount: float) -> bool:
        try:
            if amount > self.balance:
                raise ValueError("too much")
            self.balance -= amount
            other.deposit(amount)
        except ValueError as e:
            self.history.append((str(e), amount))
            return False
        else:
            return True
        finally:
            self.history.append(("end", self.balance))

    def grow(self, years: int) -> float:
        for _ in range(years):
            self.balance *= 1 + self.interest
        return self.balance


class Machine:
    def __init__(self, code: list[tuple[str, int]]):
        self.code = code
        self.stack: list[int] = []
        self.pc = 0
        self.vars: dict[str, int] = {}
        self.ops = {"add": self.add, "mul": self.mul}

    def add(self):
        self.stack.append(self.stack.pop() + self.stack.pop())

    def mul(self):
        self.stack.append(self.stack.pop() * self.stack.pop())

    def run(self) -> int:
        while self.pc < len(self.code):
            op, arg = self.code[self.pc]
            self.pc += 1
            if op == "push":
                self.stack.append(arg)
            elif op == "jump":
                self.pc = arg
            elif op == "dec":
                self.vars["n"] = self.vars.get("n", arg) - 1
                if self.vars["n"] > 0:
                    self.pc = 0
            else:
                self.ops[op]()
        return self.stack[-1]


class Event:
    def __init__(self, name: str):
        self.name = name
        self.handlers: list = []

    def on(self, f):
        self.handlers.append(f)
        return f

    def fire(self, *args, **kw):
        return self.all(args, kw)

    def all(self, args, kw):
        out = []
        for h in self.handlers:
            out.append(h(self.name, args, sorted(kw.items())))
        return out


s = Stack()
s.push(1).push(2)
s.top = 10
s.top += 5
print(s.top, s.size, s.pop(), s.items, s.push(7).push(8).items)
try:
    s.push(9)
except OverflowError as e:
    print(e.args)
while s.size:
    print(s.pop(), end=" ")
try:
    s.top
except IndexError as e:
    print(e.args)
a, b = Matrix(2, 2, 1.0), Matrix(2, 2)
b[0, 0] = 2.0
b[1, 1] += 3.0
c = a @ b
print(c.data, c.row(1), c[0, 1])
try:
    c[5, 0]
except IndexError as e:
    print(e.args)
x, y = Account("x", 10.0), Account("y")
print(x.pay(y, 4.0), x.pay(y, 100.0), x.pay(y, -1.0), x.balance, y.balance, x.history, y.history, Account.opened)
Account.interest = 1.0
x.interest = 0.0
print(x.grow(2), y.grow(2))
m = Machine([("push", 2), ("push", 3), ("add", 0), ("push", 4), ("mul", 0), ("dec", 3)])
print(m.run(), m.stack, m.vars, m.pc)
e = Event("click")


def handler(name, args, kw):
    return name, args, kw


e.on(handler)
e.on(print)
print(e.on(handler) is handler, e.fire(1, x=2), e.fire())
