# Two ways lead around a loop, and each swaps the same variables.


def f(items: list[int], text: str) -> object:
    i = 7
    j = 3
    while i < len(items):
        if i < j:
            text = str(i)
            items.pop()
        else:
            text = str(j)
        i, j = j, i
    return i, j, text


def turned(n: int) -> tuple[int, int, int]:
    a, b, c = 0, 1, 2
    while n > 0:
        n -= 1
        if n % 3 == 0:
            a, b, c = b, c, a
            continue
        if n % 5 == 0:
            a, b, c = b, c, a
            continue
        a, b = b, a
    return a, b, c


print(f([1] * 10, ""))
print([turned(n) for n in range(12)])
