from catching import caught

def fails():
    return [][1]

print(caught(fails))
print(caught(lambda: None))
print(caught(lambda: caught(fails)))
try:
    fails()
except IndexError:
    print("and the caller's own frames still work")
