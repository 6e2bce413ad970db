# What is called before the definitions that it needs have run.


def uses_later(x):
    return later(x)


def makes_later(x):
    return Later(x).x


results = []
try:
    results.extend(map(uses_later, [1]))
except NameError as e:
    results.append(e.args)
try:
    results.extend(map(makes_later, [1]))
except NameError as e:
    results.append(e.args)


def later(x):
    return x + 1


class Later:
    def __init__(self, x):
        self.x = x


results.extend(map(uses_later, [1]))
results.extend(map(makes_later, [1]))
print(results)
