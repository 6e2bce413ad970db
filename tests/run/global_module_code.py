# The module's own statements, in order: loops, branches, exceptions, functions called between definitions.
print("first", __name__)
x = 1
total = 0
for i in range(5):
    if i == 3:
        continue
    total += i
else:
    print("loop done", i, total)
while x < 100:
    x *= 3
    if x > 50:
        break
else:
    print("not here")
print(x, i)
try:
    undefined
except NameError as e:
    print(e.args)


def early():
    return late() + 1


try:
    early()
except NameError as e:
    print(e.args)


def late():
    return 41


print(early())


def late():
    return 1


print(early())
if x:

    def chosen():
        return "then"

else:

    def chosen():
        return "else"


print(chosen())
a = b = c = []
a.append(1)
print(b, c is a)
p, (q, *r) = 1, (2, 3, 4)
print(p, q, r)
x: int = 5
y: str
print(x, "y" in globals())
values: list[int] = [1, 2, 3]
values[0] += 5
values[1:] = [9]
print(values)
d = {"k": {}}
d["k"]["n"] = 1
d["k"]["n"] -= 3
print(d)
assert x == 5, "never"
try:
    assert x == 6, f"x is {x}"
except AssertionError as e:
    print(e.args)
try:
    1 / 0
except ZeroDivisionError as e:
    saved = e
print(saved.args)
try:
    e
except NameError as n:
    print("gone", n.args)
del x, p
try:
    x
except NameError as e:
    print(e.args)
try:
    del x
except (NameError, KeyError) as e:
    print(type(e))
print((inner := 5) if (walrus := 3) > 2 else 0, walrus)
"a string alone"
...
None
pass
if False:
    never = 1
print("never" in globals())
print(__name__, type(__name__), "end")
