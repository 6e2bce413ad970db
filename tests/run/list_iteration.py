# Iteration over every container and iterator, with break, else, unpacking, and what is no iterable.


def collect(values):
    out = []
    for v in values:
        out.append(v)
    return out


def pairs(values):
    out = []
    for a, b in values:
        out.append((b, a))
    return out


def until(values, stop):
    for v in values:
        if v == stop:
            break
    else:
        return "never"
    return v


class Countdown:
    def __init__(self, n: int):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Sequence:
    def __init__(self, items):
        self.items = items

    def __getitem__(self, i):
        return self.items[i]


class Each:
    def __init__(self, items):
        self.items = items

    def __iter__(self):
        return iter(self.items)


print(collect([1, 2]), collect((3,)), collect("héj"), collect(b"ab"), collect(bytearray(b"c")), collect({"k": 1}), collect({5}))
print(collect(range(3)), collect(range(3, 0, -1)), collect(iter([1])), collect(reversed("ab")), collect(map(abs, [-1, 2])))
print(collect(Countdown(3)), collect(Each("xy")), list(Countdown(2)), sum(Countdown(4)), sorted(Each([2, 1])))
print(collect(Sequence([4, 5])), 2 in Countdown(5), max(Each([1, 9, 3])), tuple(Countdown(0)), list(zip(Countdown(3), "abc")))
print(pairs([(1, 2), "ab", [3, 4]]), pairs({"ab": 1}), pairs(enumerate("xy")), pairs(zip([1], [2])), pairs({"k": "v"}.items()))
print(until([1, 2, 3], 2), until([], 1), until("abc", "z"), until(Countdown(5), 2))
it = iter([1, 2, 3])
print(next(it), collect(it), next(it, "end"))
for x in [1, 2, 3]:
    for y in "ab":
        if y == "b":
            break
        print(x, y, end=" ")
    else:
        print("not here")
print(x, y)
place = {}
for place["key"] in range(3):
    pass
items = [0, 0]
for items[1] in "xyz":
    pass
print(place, items)


def fails(values):
    try:
        return collect(values)
    except Exception as e:
        return type(e), e.args


class Raises:
    def __init__(self, error):
        self.error = error

    def __iter__(self):
        return self

    def __next__(self):
        raise self.error


print(fails(5), fails(None), fails(Raises(ValueError("inside"))), fails(Raises(StopIteration())), fails(len))
try:
    next(iter([]))
except StopIteration as e:
    print("StopIteration", e.args)
try:
    pairs([(1, 2), (3,)])
except ValueError as e:
    print("ValueError")
