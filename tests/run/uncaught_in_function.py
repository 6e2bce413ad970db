def f(x: int) -> int:
    return 1 // x
print("hi")
f(0)
