# What a module does before a loop is bytecode; the loop, which begins with numbers of machine code, is not.
scale: float = 2
half: float = 0.5


def times(n: int) -> float:
    return n * scale


names = {"one": 1, "two": 2, "three": 3}
print(names, times(1), half)
print(sorted(names), -0.25, 1e300)
print(len(names), [1, 2.5], (3, 4.5))
for i in range(3):
    print(i)
