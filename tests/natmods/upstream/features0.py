import features0

print([features0.factorial(x) for x in (0, 1, 5, 10)])
try:
    features0.factorial("5")
except TypeError:
    print("TypeError")
