#### each line refused: duplicate parameters
def f(a, b, a): pass
g = lambda x, *x: 1
#### each line refused: parameters in the wrong order
def f(a=1, b): pass
def g(**k, a): pass
def h(*a, *b): pass
def i(*): pass
def j(/, a): pass
#### each line refused: a parameter that is not a name
def f((a, b)): pass
def g(1): pass
def h(a.b): pass
#### each line refused: duplicate or misplaced arguments
f(a=1, a=2)
f(a=1, b)
f(**a, *b)
f(x for x in y, 1)
f(a.b=1)
f(True=1)
class C(metaclass=M, metaclass=N): pass
#### each line refused: what an annotation cannot hold
def f(a: (yield)): pass
x: (y := 1)
#### each line refused: type parameters
type X[T, T] = int
type Y[T = int, U] = int
def f[T: (yield)](): pass
#### refused: handlers in the wrong order or mixed
try: pass
except: pass
except E: pass
try: pass
except* E: pass
except F: pass
try: pass
except*: pass
#### refused: a try alone
try: pass
x = 1
#### refused: a head without its block
def f():
class C: pass
#### refused: a decorator of nothing
@d
x = 1
#### refused: a lazy import, which is of Python 3.15
lazy import m
#### each line refused: names that Python keeps
None = 1
def True(): pass
class False: pass
import None
x.None = 1
__debug__ = 1
x.__debug__ = 1
f(__debug__=1)
