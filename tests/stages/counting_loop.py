def total(n: int) -> int:
    s = 0
    for i in range(n):
        if i % 3 == 0:
            continue
        s += i
    else:
        s = -s
    return s
