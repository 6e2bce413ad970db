import first

before = 1
print("broken begins", first.value)
raise RuntimeError("broken module")
