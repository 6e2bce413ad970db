# Compiled generators, resumed by bytecode and by compiled code in turn, and generators of bytecode in compiled ones.
from pipes import numbers, doubled, delegated, first, careful

g = numbers(20)
print(next(g), first(g, 2), next(g), g.send(8), first(g, 3), first(doubled(g), 2), list(g), first(g, 1))

middle = doubled(numbers(20))
outer = doubled(middle)
print(next(outer), next(middle), first(outer, 2), first(middle, 2), outer.close(), next(middle), first(middle, 1))


def plain(n):
    try:
        for i in range(n):
            yield i
        raise ValueError("of bytecode")
    finally:
        print("plain ends")


def through(source):
    for x in source:
        yield x + 1


print(list(careful(plain(2))))
print(list(careful(doubled(plain(2)))))
print(list(careful(doubled(through(doubled(plain(2)))))))


# A generator of bytecode between compiled ones sees one that is running.
def back(box):
    yield 1
    try:
        next(box[0])
    except ValueError as e:
        yield str(e)
    try:
        for x in box[0]:
            yield x
    except ValueError as e:
        yield str(e)
    yield 2


box = []
box.append(careful(back(box)))
print(first(box[0], 9))


class Gives:
    def __init__(self, box):
        self.box = box
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 4:
            raise StopIteration
        try:
            return self.n, next(self.box[0])
        except ValueError as e:
            return self.n, str(e)


box = []
box.append(careful(Gives(box)))
print(list(delegated(box[0])))

# An exception that bytecode catches has ended all that it left.
inner = doubled(plain(1))
outer = doubled(inner)
try:
    for x in outer:
        print(x)
except ValueError as e:
    print(e, next(outer, "ended"), next(inner, "ended"), first(outer, 1), first(inner, 1))

inner = doubled(plain(1))
outer = delegated(inner)
try:
    print(first(outer, 5))
except ValueError as e:
    print(e, next(outer, "ended"), next(inner, "ended"), first(outer, 1), first(inner, 1))

g = delegated(numbers(3))
print(next(g), g.send(1), next(g), next(g, "ended"))
g = delegated(numbers(3))
print(first(g, 1))
try:
    g.throw(KeyError("thrown"))
except KeyError as e:
    print("KeyError", e, first(g, 1))
