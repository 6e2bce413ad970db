# Comprehensions of all kinds, in modules, functions and classes; their variables are their own.
x = "outside"
print([x for x in range(4)], x)
print([x * y for x in range(3) for y in range(x)], x)
print({x % 3 for x in range(10)} == {0, 1, 2}, {k: v for k, v in [("a", 1), ("b", 2)]})
print([[i * j for j in range(3)] for i in range(3)])
print([i for i in range(20) if i % 2 if i % 3])
print([a + b for a, b in ((1, 2), (3, 4))], [c for (c, *d) in ((1, 2), (3, 4))])

def f(n):
    x = "own"
    squares = [x * x for x in range(n)]
    print(squares, x)
    total = 0
    for v in [k for k in range(n) if k != 2]:
        total += v
    print(total, sum([i for i in range(n)]), {i: [j for j in range(i)] for i in range(3)})
    functions = [lambda: i for i in range(3)]
    print([g() for g in functions])
    functions = [lambda k=i: k for i in range(3)]
    print([g() for g in functions])
    print([[i for i in range(j)] for j in range(4)])
    first = [i for i in range(2)]
    second = [i for i in "ab"]
    print(first, second)
    return [n for n in range(n)]

print(f(4))

def filtered(items, low: int, high: int) -> list:
    return [item for item in items if low <= item < high and item not in (5, 6)]

print(filtered(range(12), 3, 10))

def walrus(items):
    found = [y for x in items if (y := x * 2) > 4]
    return found, y

print(walrus([1, 2, 3, 4]))
print([last := i for i in range(3)], last)

def nested_capture():
    rows = [[lambda: (i, j) for j in range(2)] for i in range(2)]
    return [[g() for g in row] for row in rows]

print(nested_capture())

class Table:
    width = 3
    cells = [i * 2 for i in range(3)]
    def row(self, k):
        return [self.width * k + i for i in range(self.width)]

print(Table.cells, Table().row(2))

def raises(items):
    try:
        return [10 // i for i in items]
    except ZeroDivisionError:
        return "zero"

print(raises([1, 2]), raises([1, 0]))

def twice():
    seen = []
    for _ in range(2):
        seen.append([lambda: k for k in range(3)])
    return [g() for group in seen for g in group]

print(twice())

def order():
    def say(v):
        print("say", v)
        return v
    return {say(k): say(k + 10) for k in range(2)}

print(order())
