# When and in what order the parts of an assignment happen.

log = []


def note(x):
    log.append(x)
    return x


class Place:
    def __init__(self, name):
        self.name = name
        self.held = {}

    def __setitem__(self, index, value):
        log.append(("set", self.name, index, value))
        self.held[index] = value

    def __getitem__(self, index):
        log.append(("get", self.name, index))
        return self.held.get(index, 0)

    def __delitem__(self, index):
        log.append(("del", self.name, index))


def show():
    print(log)
    log.clear()


a = Place("a")
b = Place("b")


def place(p):
    log.append("place " + p.name)
    return p


def chained():
    x = place(a)[note(1)] = place(b)[note(2)] = y = note("value")
    return x, y


print(chained())
show()


def pairs():
    place(a)[note(1)], place(b)[note(2)] = note("x"), note("y")


pairs()
show()


def swap():
    place(a)[note(1)], place(b)[note(2)] = place(b)[note(2)], place(a)[note(1)]


swap()
show()


def augmented():
    place(a)[note(3)] += note(5)
    place(a)[note(3)] *= note(2)


augmented()
show()


def deleted():
    del place(a)[note(1)], place(b)[note(2)]


deleted()
show()


def from_sequence(x):
    place(a)[note(1)], (place(b)[note(2)], *place(a)[note(3)]) = note(x)


from_sequence([1, (2, 3, 4)])
show()
try:
    from_sequence([1, ()])
except ValueError as e:
    print(e.args)
show()
try:
    from_sequence([1, 2, 3])
except ValueError as e:
    print(e.args)
show()


def display():
    return [note(1), (note(2), note(3)), {note(4): note(5), note(6): note(7)}, note(8)]


print(display())
show()


def subscripts(p):
    return place(p)[note(1) : note(2)], place(p)[note(3), note(4)]


try:
    print(subscripts(a))
except TypeError as e:
    print(type(e))
show()


def calls(*args, **kw):
    log.append((args, sorted(kw)))
    return len(args)


def pick(f):
    log.append("pick")
    return f


def order():
    return pick(calls)(note(1), note(2), k=note(3), l=note(4)) + note(5) * note(6)


print(order())
show()


def typed(x: int, y: int) -> int:
    return x - y


print(typed(y=note(1), x=note(10)))
show()
print(pick(typed)(note(9), y=note(2)))
show()
print(note(2) ** note(3) - note(4) // note(5), note(1) if note(0) else note(7))
show()
