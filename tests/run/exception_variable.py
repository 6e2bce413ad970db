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


def kind_does_not_match():
    e = "before"
    try:
        try:
            raise KeyError
        except ValueError as e:
            pass
    except KeyError:
        return e


def raised_in_handler():
    e = "before"
    try:
        try:
            raise ValueError
        except ValueError as e:
            raise KeyError
    except KeyError:
        try:
            return e
        except NameError as n:
            return type(n)


def error_in_kind():
    e = "before"
    try:
        try:
            raise ValueError
        except nowhere as e:
            pass
    except NameError:
        return e


def left_in_finally():
    for i in range(1):
        try:
            raise ValueError(i)
        except ValueError as e:
            try:
                continue
            finally:
                kept = e.args
    try:
        return kept, e
    except NameError as n:
        return kept, type(n)


def changed_in_handler():
    x = 1
    try:
        raise ValueError
    except ValueError as e:
        x = 2
        y = 2.5
        try:
            x = 3
            raise KeyError
        except KeyError as f:
            y = 3.5
            x += 1
    try:
        return x, y, e, f
    except NameError as n:
        return x, y, type(n)


def returned_from_handler(c: bool):
    try:
        raise ValueError("r")
    except ValueError as e:
        if c:
            return e.args
    return e


def global_name(how):
    global g
    g = "before"
    try:
        raise ValueError("g")
    except ValueError as g:
        if how == 1:
            return g.args
        if how == 2:
            raise KeyError(g.args)
        if how == 3:
            del g
    return "end"


def not_taken():
    e = "before"
    try:
        pass
    except ValueError as e:
        pass
    return e


for f in (gone, kept, assigned_inside, deleted_inside, nested, same_name, left_by_raise, left_by_break):
    print(f())
for f in (left_by_continue, loop_variable, not_taken, kind_does_not_match, raised_in_handler, error_in_kind):
    print(f())
print(left_in_finally(), changed_in_handler(), returned_from_handler(True))
try:
    returned_from_handler(False)
except NameError as n:
    print(type(n), n.args)
for how in (0, 1, 2, 3):
    try:
        print(global_name(how))
    except KeyError as k:
        print("KeyError", k.args)
    try:
        print(g)
    except NameError as n:
        print(type(n))
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
