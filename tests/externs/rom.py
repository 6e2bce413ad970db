import m

assert m.length("hello") == 5
assert m.length("") == 0
assert m.after("a,bcd") == 3
assert m.after("a") == -1
assert m.sum([1, 2, 30]) == 33
assert m.sum((-1,)) == -1
assert m.twice(21) == 42
assert m.int_type is int
assert m.float_type is float
print("all right")
