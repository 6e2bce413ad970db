import m

assert m.call == 4, m.call
assert m.jump == 9, m.jump
assert m.word == 1235, m.word
print("all right")
