#### each line refused: print and exec as statements
print "hello"
exec "code"
#### each line refused: = where == is meant
if x = 1: pass
while x = 2: pass
#### refused: a missing colon
if x
    pass
def f()
    pass
class C
    pass
#### refused: else if
if x: pass
else if y: pass
#### each line refused: operators of other languages
x++
y--
a && b
a || b
!a
a ? b : c
a <> b
`a`
$a
#### refused: quotes of a word processor
x = “text”
#### each line refused: a missing comma
x = [1, 2 3]
f(a b)
d = {"a": 1 "b": 2}
#### each line refused: numbers
0777
1_
1__0
0x
0b2
0o8
1a
1.5.6
#### each line refused: raise and assert with too many parts
raise E, "text"
assert a, b, c
#### refused: an invisible character
x = 1​ + 2
