# The name after `as`: its value in the handler, and none after it.


def gone():
    try:
        raise ValueError(1)
    except ValueError as e:
        x = e.args
    try:
        return x, e
    except NameError as n:
        return x, type(n)


def hides(e):
    try:
        if e:
            raise ValueError(e)
    except ValueError as e:
        pass
    try:
        return e
    except NameError as n:
        return type(n)


def kept():
    saved = None
    try:
        raise ValueError("kept")
    except ValueError as e:
        saved = e
    return saved.args, type(saved)


def assigned_inside():
    try:
        raise ValueError(1)
    except ValueError as e:
        e = "other"
        x = e
    try:
        return x, e
    except NameError as n:
        return x, type(n)


def deleted_inside():
    try:
        raise ValueError(1)
    except ValueError as e:
        del e
    try:
        return e
    except NameError as n:
        return type(n)


def nested():
    try:
        raise ValueError("outer")
    except ValueError as e:
        try:
            raise KeyError("inner")
        except KeyError as f:
            pair = (e.args, f.args)
        return pair, e.args


def same_name():
    try:
        raise ValueError("outer")
    except ValueError as e:
        try:
            raise KeyError("inner")
        except KeyError as e:
            x = e.args
        try:
            return x, e
        except NameError as n:
            return x, type(n)


def left_by_raise():
    try:
        try:
            raise ValueError("first")
        except ValueError as e:
            raise KeyError("second")
    except KeyError:
        try:
            return e
        except NameError as n:
            return type(n)


def left_by_break():
    for i in range(2):
        try:
            raise ValueError(i)
        except ValueError as e:
            break
    try:
        return e.args
    except NameError as n:
        return type(n)


def left_by_continue() -> list:
    out = []
    for i in range(2):
        try:
            out.append(e)
        except NameError as n:
            out.append(type(n))
        try:
            raise ValueError(i)
        except ValueError as e:
            continue
    return out


def loop_variable():
    e = "before"
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
        except ValueError as e:
            pass
        else:
            e = i
    return e


def not_taken():
    e = "before"
    try:
        pass
    except ValueError as e:
        pass
    return e


for f in (gone, kept, assigned_inside, deleted_inside, nested, same_name, left_by_raise, left_by_break):
    print(f())
for f in (left_by_continue, loop_variable, not_taken):
    print(f())
print(hides(0), hides(1))
e = "global"
try:
    raise ValueError("v")
except ValueError as e:
    print(e)
try:
    print(e)
except NameError as n:
    print(type(n), n.args)
try:
    raise ValueError("v")
except ValueError as m:
    del m
try:
    raise KeyError("k")
except KeyError as m:
    m = 3
try:
    print(m)
except NameError as n:
    print(type(n))
