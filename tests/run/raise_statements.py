# raise: classes, instances, nothing, and what is no exception.


def classes(kind):
    try:
        raise kind
    except Exception as e:
        return type(e), e.args


def instances(kind, *args):
    e = kind(args[0], 2) if args else kind()
    try:
        raise e
    except Exception as caught:
        return caught is e, caught.args


def again():
    first = ValueError("identity")
    try:
        try:
            raise first
        except ValueError:
            raise
    except ValueError as e:
        return e is first


def again_named():
    first = ValueError("identity")
    try:
        try:
            raise first
        except ValueError as e:
            e.args
            raise e
    except ValueError as e:
        return e is first


def bare():
    raise


def bare_in_called():
    try:
        raise ValueError("v")
    except ValueError:
        bare()


def bare_after():
    try:
        raise ValueError("v")
    except ValueError:
        pass
    raise


def bare_in_nested_try():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise
        except ValueError as e:
            return "inner", e.args


def bare_after_nested():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


def bare_in_finally(how):
    try:
        if how:
            raise ValueError("v")
    finally:
        raise


def bare_in_finally_inside_handler(how):
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            if how == 1:
                raise ValueError("v")
            if how == 2:
                return
        finally:
            raise


def bare_in_else():
    try:
        pass
    except ValueError:
        pass
    else:
        raise


def bare_in_loop():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError:
            if i == 1:
                raise


def chained():
    try:
        raise ValueError("v") from None
    except ValueError as e:
        return e.args


def returned():
    return ValueError("made by call")


def by_expression():
    raise returned()


def by_condition(c: bool):
    raise ValueError("yes") if c else KeyError("no")


def in_argument():
    return [1, bare_value(), 3]


def bare_value():
    raise IndexError("in argument")


for kind in (ValueError, KeyError, StopIteration, OSError, RuntimeError, NotImplementedError, AssertionError):
    print(classes(kind))
print(instances(ValueError), instances(KeyError, "k"), instances(OSError, 5))
print(again(), again_named())
for f in (bare, bare_in_called, bare_after, bare_in_nested_try, bare_after_nested, bare_in_else, bare_in_loop):
    try:
        print(f())
    except Exception as e:
        print(type(e), e.args)
for how in (0, 1, 2):
    for f in (bare_in_finally, bare_in_finally_inside_handler):
        try:
            print(f(how))
        except Exception as e:
            print(how, type(e), e.args)
print(chained())
for f in (by_expression, in_argument):
    try:
        f()
    except Exception as e:
        print(type(e), e.args)
for c in (True, False):
    try:
        by_condition(c)
    except Exception as e:
        print(type(e), e.args)
for bad in (1, "text", None, int, object(), [ValueError], (ValueError,)):
    try:
        raise bad
    except TypeError as e:
        print(type(e), e.args)
    except Exception as e:
        print("other", type(e))
try:
    raise
except RuntimeError as e:
    print(type(e), e.args)
