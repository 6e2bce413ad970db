def check(x: int):
    assert x < 5, "too much: %d" % x


for i in range(10):
    check(i)
    print(i)
