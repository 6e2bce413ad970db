# A class with typed and untyped fields, methods, properties and operators.


class Account:
    limit = 1000

    def __init__(self, owner: str, balance: int = 0, rate: float = 0.5, open: bool = True):
        self.owner = owner
        self.balance = balance
        self.rate = rate
        self.open = open
        self.history = []

    def deposit(self, amount: int) -> int:
        if not self.open:
            raise ValueError("closed")
        if amount <= 0:
            raise ValueError("amount", amount)
        self.balance += amount
        self.history.append(amount)
        return self.balance

    def withdraw(self, amount: int) -> int:
        try:
            if amount > self.balance:
                raise ValueError("short")
            self.balance -= amount
        except ValueError:
            self.history.append("refused")
            raise
        else:
            self.history.append(-amount)
        finally:
            self.history.append("done")
        return self.balance

    @property
    def worth(self) -> float:
        return self.balance * (1 + self.rate)

    @staticmethod
    def helper(x: int) -> int:
        return x + 1

    def __repr__(self):
        return "Account(" + self.owner + ")"

    def __eq__(self, other):
        return self.owner == other.owner

    def __lt__(self, other):
        return self.balance < other.balance

    def __len__(self):
        return len(self.history)

    def __contains__(self, x):
        return x in self.history

    def __add__(self, other):
        return Account(self.owner + "+" + other.owner, self.balance + other.balance)


def fill(a: Account, n: int) -> int:
    for i in range(1, n):
        a.deposit(i)
    return a.balance


def richest(accounts: list) -> str:
    best = accounts[0]
    for a in accounts:
        if best < a:
            best = a
    return best.owner


a = Account("ann")
b = Account("bob", 50, rate=0.25)
print(fill(a, 5), b.deposit(1 << 40), a.worth, b.worth, a, repr(b), len(a), 3 in a, 99 in a)
for amount in (3, 1 << 50, 0, -1):
    try:
        print(a.withdraw(amount), a.history)
    except ValueError as e:
        print(e.args, a.history)
    try:
        print(a.deposit(amount))
    except ValueError as e:
        print(e.args)
a.open = False
try:
    a.deposit(5)
except ValueError as e:
    print(e.args)
print(a == Account("ann"), a == b, a != b, a < b, (a + b).balance, (a + b).owner, richest([a, b]), sorted([b, a]))
print(Account.limit, a.limit, a.rate, a.open, a.balance, Account.helper(4), a.helper(5))
a.balance = 7
a.rate = 2.0
a.owner = "x"
a.balance *= 3
print(a.balance, a.rate * 2, a.owner, a.worth)
try:
    getattr(a, "nothing")
except AttributeError as e:
    print(type(e))
print(hasattr(a, "nothing"), hasattr(a, "rate"), getattr(a, "owner"))
