# Locals: set in branches, loops and try, read before they are set, deleted.


def branch(c: bool):
    if c:
        x = 1
    try:
        return x
    except NameError as e:
        return type(e)


print(branch(True), branch(False))


def branch_float(c: bool):
    if c:
        x = 1.5
    return x


print(branch_float(True))
try:
    branch_float(False)
except NameError as e:
    print(type(e), e.args)


def branch_int(c: bool):
    if c:
        x = 5
    x += 1
    return x


print(branch_int(True))
try:
    branch_int(False)
except NameError as e:
    print(type(e))


def branch_bool(c: bool):
    if c:
        x = c
    return x


print(branch_bool(True))
try:
    branch_bool(False)
except NameError as e:
    print(type(e))


def declared(c: bool):
    x: int
    if c:
        x = 3
    return x


print(declared(True))
try:
    declared(False)
except NameError as e:
    print(type(e))


def both(c: bool):
    if c:
        x = 1
    else:
        x = "one"
    return x


print(both(True), both(False))


def deleted(x):
    del x
    try:
        return x
    except NameError as e:
        return type(e)


def deleted_again(x: int):
    y = x + 1
    del x, y
    y = 5
    try:
        del x
    except NameError as e:
        return type(e), y
    return y


print(deleted(1), deleted_again(1))


def deleted_in_loop(n: int):
    out = []
    for i in range(n):
        try:
            x += 1
        except NameError:
            x = 0
        out.append(x)
        if i == 1:
            del x
    return out


print(deleted_in_loop(5))


def in_loop(items):
    for i in items:
        last = i
    return last


print(in_loop([1, 2]))
try:
    in_loop([])
except NameError as e:
    print(type(e))


def in_try(x):
    try:
        y = 10 // x
        z = y + 1
    except ZeroDivisionError:
        y = -1
    try:
        return y, z
    except NameError as e:
        return y, type(e)


print(in_try(5), in_try(0))


def types_change(x):
    x = x + 1
    y = x
    x = str(x)
    y = [x, y]
    x = None
    return x, y


print(types_change(1), types_change(1.5))


def c_words(int, register, auto, n_args, args, volatile, struct):
    static = int + register
    void = auto + n_args
    char = args + volatile + struct
    return static, void, char


print(c_words(1, 2, 3, 4, 5, 6, 7))


def more_words(self, fun, bound, p0, v1, b0, S, RT, NULL, rt_state):
    goto = self + fun + bound
    switch = p0 + v1 + b0 + S
    return goto, switch, RT, NULL, rt_state


print(more_words(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))


def default(double=1, float_=2, long=3, main=4, errno=5, memset=6):
    return double + float_ + long + main + errno + memset


def abs_(x):
    return x


print(default(), default(long=10), abs_(5))


def true_loop(n: int) -> int:
    while True:
        if n > 3:
            result = n
            break
        n += 1
    return result


print(true_loop(0), true_loop(9))
