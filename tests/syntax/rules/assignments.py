#### each line refused: what cannot be assigned to
f() = 1
1 = x
a + b = c
a if b else c = 1
"s" = 1
f"{a}" = 1
(yield) = 1
{a, b} = c
... = 1
#### each line refused: what cannot be augmented, annotated or deleted
(a, b) += 1
f() += 1
a, b: int
[a]: int
del f()
del a + b
del *a
#### each line refused: starred targets
*a = b
*a, *b = c
[[*a], *b, *c] = d
with x as *a: pass
for *a in b: pass
#### each line refused: starred expressions with nothing around
*a
x = *a
x += *a
f"{*a}"
(*a)
def f(): return *a
#### accepted: starred expressions
*a, = b
x = *a, *b
for x in *a, b: pass
def f(): return *a, b
x[*a]
f(*a)
[*a], {*a}, (*a,)
#### each line refused: assignment expressions
x := 1
f(a=b := 1)
(x.y := 1)
[i := 0 for i in j]
[x for x in (y := z)]
class C: [y := x for x in z]
lambda: x := 1
#### each line refused: comprehensions of Python 3.15
[*x for x in y]
{**x for x in y}
