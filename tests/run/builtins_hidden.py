# Built-in functions that names of the module hide, unseen by the compiler: what they give is what is used, if it can be.


class Three(int):
    pass


def after(x):
    n = len(x)
    return n + 1, n * 2, n > 2, -n


def chosen(x):
    is_text = isinstance(x, str)
    return "text" if is_text else "other", is_text


def total(xs):
    n = 0
    for i in range(len(xs)):
        n += i
    return n


print(after("abc"), chosen("x"), chosen(1), total([1, 2, 3]))
for length in (lambda x: 1 << 40, lambda x: -(1 << 70), lambda x: True, lambda x: Three(3), lambda x: False):
    globals()["len"] = length
    print(after("abc"))
for length in (lambda x: "no", lambda x: None, lambda x: [1]):
    globals()["len"] = length
    try:
        print(after("abc"))
    except TypeError:
        print("TypeError")
