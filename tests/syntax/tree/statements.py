# The simple statements and the compound ones.
"""A docstring."""
x = 1
a = b = c, *d = e
(first, [second, *rest]) = value
obj.attribute = seq[0] = seq[1:2] = 3
n: int = 1
n: int
(n): int = 2
obj.field: "str" = "s"
x += 1; x -= 1; x *= 2; x @= m; x /= 2; x %= 2; x &= 1; x |= 1; x ^= 1; x <<= 1; x >>= 1; x **= 2; x //= 2
del x, obj.attribute, seq[0], (a, b)
pass
assert x
assert x, "message"
raise
raise ValueError
raise ValueError("v") from error
if a:
    pass
elif b:
    x
elif c:
    pass
else:
    y
while a:
    break
else:
    pass
for i in range(10):
    continue
else:
    pass
for key, *values in items: pass
with open("f"): pass
with open("f") as f, (lock): pass
with (open("f") as f, open("g") as g[0],): pass
with (a, b): pass
try:
    pass
except ValueError as e:
    pass
except (TypeError, KeyError):
    pass
except:
    pass
else:
    pass
finally:
    pass
try: pass
except* OSError as group: pass
try: pass
except ValueError, TypeError: pass
