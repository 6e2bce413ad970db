# Inner functions share variables with those around them, both ways and as late as they run.
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step

a, b = counter(), counter()
print(a(), a(5), b(), a(), b(2))

def late():
    functions = []
    for i in range(3):
        def show():
            return i
        functions.append(show)
    return [f() for f in functions]

print(late())

def bound_by_default():
    return [(lambda i=i: i * i)() for i in range(4)]

print(bound_by_default())

def captured_parameter(x, y=3):
    def add(z):
        return x + y + z
    x = x * 10
    return add

print(captured_parameter(1)(2), captured_parameter(2, y=5)(0))

def deep(a):
    def b():
        def c():
            nonlocal a
            a = a + 1
            return a
        return c
    return b()

f = deep(10)
print(f(), f(), f())

def unbound_yet():
    def read():
        return late_value
    try:
        read()
    except NameError as e:
        print("NameError", e)
    late_value = 7
    print(read())
    del late_value
    try:
        print(read())
    except NameError as e:
        print("NameError", e)

unbound_yet()

def deletes():
    x = 1
    def gone():
        nonlocal x
        del x
    gone()
    try:
        print(x)
    except NameError as e:
        print("NameError", e)
    x = 2
    print(x)

deletes()

def typed(n: int, scale: float, flag: bool):
    total: int = 0
    def add(k: int) -> int:
        nonlocal total
        if flag:
            total += k * n
        return total
    add(1)
    add(2)
    return total, scale * 2, (lambda: scale + 0.5)(), (lambda: flag)()

print(typed(5, 1.5, True))
print(typed(5, 1.0, False))

def recursive(n):
    def fact(k):
        return 1 if k < 2 else k * fact(k - 1)
    return fact(n)

print(recursive(20))

def mutual(n):
    def even(k):
        return True if k == 0 else odd(k - 1)
    def odd(k):
        return False if k == 0 else even(k - 1)
    return even(n), odd(n)

print(mutual(7))

def decorate(f):
    def inner(*args, **kw):
        print("call", args, sorted(kw.items()))
        return f(*args, **kw)
    return inner

@decorate
def area(w, h=2):
    return w * h

print(area(3), area(3, 4), area(3, h=5))

def with_try():
    x = 0
    def bump():
        nonlocal x
        x += 1
        raise ValueError(x)
    for _ in range(3):
        try:
            bump()
        except ValueError as e:
            print(e, x)
        finally:
            x += 10
    return x

print(with_try())

print((lambda: 1)(), (lambda *a, k=2, **kw: (a, k, kw))(1, 2, k=3, z=4))
print(sorted([3, 1, 2], key=lambda v: -v), list(map(lambda p: p[0] * p[1], [(1, 2), (3, 4)])))
compose = lambda f, g: lambda x: f(g(x))
print(compose(lambda x: x + 1, lambda x: x * 2)(5))

def loop_cells():
    out = []
    for i in range(2):
        j = i * 10
        out.append(lambda: (i, j))
    return [g() for g in out]

print(loop_cells())

def wrong():
    def f(a, b):
        return n
    n = 1
    for args in ((), (1,), (1, 2, 3)):
        try:
            f(*args)
        except TypeError as e:
            print(e)
    try:
        f(1, 2, c=3)
    except TypeError as e:
        print(e)
    print(f(b=1, a=2))

wrong()
