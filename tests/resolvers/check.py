import m

for i in range(2):
    assert m.run() == (7, 7, 7, 50, 51, 125, 136, 57, 42, 13, 60, 1), m.run()
print("all right")
