class Problem:
    def __init__(self, text: str):
        self.text = text


def withdraw(balance: int, amount: int) -> int:
    if amount > balance:
        raise ValueError("not enough", balance, amount)
    return balance - amount


def attempt(f, fallback):
    try:
        return f()
    except ValueError as e:
        return fallback, e.args
    finally:
        log.append("attempted")


def wrap(f):
    try:
        f()
    except Exception as e:
        raise RuntimeError("wrapped", type(e).__name__)


def again(f):
    try:
        f()
    except Exception as e:
        log.append(repr(e))
        raise


def raise_it(what):
    raise what


def deep(n: int, f) -> int:
    if n == 0:
        f()
    return deep(n - 1, f) + 1


def catch(f, kinds):
    try:
        return f()
    except kinds as e:
        return type(e).__name__


log = []
