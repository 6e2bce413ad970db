a + b - c * d / e // f % g @ h
a ** -b ** c
-a + +b + ~c
not a and b or not c and d or e
a << b >> c & d | e ^ f
a < b <= c == d != e > f >= g is h is not i in j not in k
x if c else y if d else z
(y := f(x)) + y
f(), f(a), f(a, *b, c, k=1, *d, **e, l=2, **g), f(i for i in j)
a.b.c[d].e(f)[g, h](i)
s[1], s[:], s[1:], s[:2], s[::3], s[1:2:3], s[1:2, ..., None], s[*t], s[(1, 2)], s[i := 0]
[], [1], [1, *a], (), (1,), (1, *a), 1, {1}, {1, *a}, {}, {1: 2}, {1: 2, **a, "k": v}
[x for x in y], {x for x in y if a if b}, {k: v for k, v in z}, (x for y in z for x in y if x)
[[c for c in r] for r in rows]
print((yield_), end="")
# Unicode names are normalised (reference, 2.3).
ﬁne = ªb = 1
match = case = type = lazy = _ = 1
match[1], match(2), type(3)
async_, await_ = 1, 2
