# Loops whose bounds are literals or lengths, which are counted in words.
def f(data):
    t = i = 0
    for i in range(8):
        t += i
    for i in range(3, -4, -2):
        t = t * 3 + i
        i = 100
    for i in range(5, 5):
        t = -1
    else:
        t += 1000
    return t, i
def g(xs: list, b: bytearray, s: str):
    out = []
    for i in range(len(xs)):
        out.append(xs[i])
        if i == 1:
            xs.append(9)
    for i in range(1, len(b)):
        b[i] = b[i - 1] ^ i
    for i in range(len(s)):
        out.append(s[i])
    for _ in range(len(s)):
        for j in range(2):
            if j:
                continue
            out.append(j)
    return out, b
print(f([]), g([1, 2, 3], bytearray(5), "abc"))
print([i * i for i in range(5)], [j for i in range(3) for j in range(i)], {i: -i for i in range(-2, 2)})
