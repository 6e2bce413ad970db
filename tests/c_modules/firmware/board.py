calls = 0


def checked(n):
    global calls
    if n < 0:
        raise ValueError("negative")
    if n > 100:
        raise OverflowError("%d is more than %d" % (n, 100))
    calls += 1
    return n * 2 + calls


def pair(a, b=2j):
    return a, b


length = len


def name_of(kind):
    return "append" if kind == 0 else "a_name_of_its_own"


def twice(f, x):
    return f(f(x))
