# Everything at module level: loops, try, conditions, and what is left behind.

seen = []
for i in range(5):
    if i == 1:
        continue
    for j in (i, i + 1):
        try:
            if j == 3:
                break
            seen.append(10 // (j - 2))
        except ZeroDivisionError as e:
            seen.append(str(e))
            continue
        else:
            seen.append("else")
        finally:
            seen.append((i, j))
    else:
        seen.append("inner")
else:
    seen.append("outer")
print(seen, i, j)
n = 27
steps = 0
while n != 1:
    n = n // 2 if n % 2 == 0 else 3 * n + 1
    steps += 1
print(n, steps)
a, *b, (c, d) = 1, 2, 3, (4, 5)
a += 1
b += [a]
b[0] -= 7
print(a, b, c, d)
x = y = 3
x, y = y + 1, x + 2
print(x, y, x < y <= 5, x and y, not x)
text = ""
for word in "the quick brown fox".split():
    text += word[0].upper() + word[1:] + " "
print(text.strip(), f"{x}-{y:03}", "%d%%" % y)
total: int = 0
ratio: float = 1
for k in range(3):
    total += k
    ratio /= 2
print(total, ratio)
del x
try:
    x
except NameError as e:
    print(e.args)
if "x" in globals():
    print("never")
elif total == 3:
    x = "again"
else:
    print("never")
print(x)
assert total == 3, "never"
table = {}
for k in "abc":
    table[k] = table.get(k, 0) + ord(k)
print(sorted(table.items()))
pass
"a string that is nothing"
42
total == 4
None
...
print(1 if total else 2, (lambda_ := 5) + lambda_, [total, ratio][total > 2])
try:
    try:
        raise KeyError("inner")
    finally:
        print("cleanup")
except KeyError as e:
    print("caught", e)
big = 1 << 40
while big > 1 << 38:
    big >>= 1
    print(big)
