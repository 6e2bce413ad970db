# Exceptions that cross between a script and compiled code, both ways: kinds made by the script, objects, finally.
import bank


class Mine(ValueError):
    def __init__(self, code):
        super().__init__("mine", code)
        self.code = code


class Other(Exception):
    pass


def fails(e):
    def f():
        raise e

    return f


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e.args, getattr(e, "code", None))


mine = Mine(7)
show(bank.withdraw, 10, 3)
show(bank.withdraw, 1, 3)
show(bank.attempt, fails(mine), "fallback")
show(bank.attempt, fails(Other("o")), "fallback")
show(bank.attempt, lambda: 5, "fallback")
show(bank.wrap, fails(mine))
show(bank.wrap, fails(KeyError("k")))
show(bank.again, fails(mine))
show(bank.raise_it, mine)
show(bank.raise_it, Mine(8))
show(bank.raise_it, Other)
show(bank.raise_it, 5)
show(bank.raise_it, None)
show(bank.raise_it, "text")
show(bank.raise_it, bank.Problem("no exception"))
show(bank.raise_it, int)
show(bank.deep, 5, fails(mine))
show(bank.catch, fails(mine), ValueError)
show(bank.catch, fails(mine), Mine)
show(bank.catch, fails(mine), (KeyError, Mine))
show(bank.catch, fails(mine), Other)
show(bank.catch, fails(mine), (KeyError, Other))
show(bank.catch, fails(mine), ())
try:
    bank.raise_it(mine)
except Mine as e:
    print(e is mine)
try:
    bank.again(fails(mine))
except ValueError as e:
    print(e is mine)
print(bank.log)


def generator():
    try:
        yield bank.withdraw(5, 1)
        yield bank.withdraw(1, 5)
    except ValueError:
        yield "caught in the generator"
    finally:
        bank.log.append("generator ended")


print(list(generator()), bank.log[-1])


def stop():
    raise StopIteration("value")


show(bank.catch, stop, StopIteration)
show(bank.catch, lambda: next(iter([])), StopIteration)
try:
    bank.raise_it(SystemExit(3))
except SystemExit as e:
    print("SystemExit", e.args)
try:
    bank.raise_it(KeyboardInterrupt)
except KeyboardInterrupt:
    print("KeyboardInterrupt")
