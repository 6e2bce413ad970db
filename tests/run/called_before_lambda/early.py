from caller import attempt
import caller

results = [attempt(lambda: later(1)), caller.attempt(lambda x: (lambda: Later(x).x)(), 2), attempt(lambda: len([1]))]
kept = lambda: later(3)
results.append(attempt(kept))


class Kept:
    found = attempt(lambda: later(4))
    own = lambda self: later(5)


def later(x):
    return x + 1


class Later:
    def __init__(self, x):
        self.x = x


def len(x):
    return "hidden"


results.append(attempt(kept))


def late():
    return attempt(lambda: later(1)), Later(3).x, len([1]), Kept().own()
