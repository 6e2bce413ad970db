# Which handler is taken, what else runs, and what the variables are afterwards.

log = []


def thrower(kind):
    if kind:
        raise kind("thrown")
    return "ok"


def which(kind):
    try:
        result = thrower(kind)
    except ZeroDivisionError:
        return "zero"
    except (KeyError, IndexError) as e:
        return "lookup", type(e)
    except ArithmeticError:
        return "arithmetic"
    except LookupError:
        return "other lookup"
    except Exception as e:
        return "exception", type(e), e.args
    except:
        return "anything"
    else:
        return result
    return "never"


def with_else(x):
    try:
        y = 10 // x
    except ZeroDivisionError as e:
        log.append(e.args)
        y = 0
    else:
        log.append("else")
        y += 1
    return y


def else_raises(x):
    try:
        try:
            y = 10 // x
        except ValueError:
            return "inner"
        else:
            raise ValueError("from else")
    except ValueError as e:
        return e.args
    except ZeroDivisionError:
        return "outer zero"


def modified(x: int) -> tuple:
    a = 1
    b = 2.5
    c = True
    s = "start"
    try:
        a = 2
        b = 3.5
        c = False
        s = "tried"
        a += 10 // x
        a = 100
        b *= 2
        c = True
        s = "done"
    except ZeroDivisionError:
        return a, b, c, s, "handler"
    return a, b, c, s


def counted(items):
    n = 0
    total = 0
    try:
        for x in items:
            n += 1
            total += 100 // x
    except ZeroDivisionError:
        total = -total
    except TypeError as e:
        total = type(e)
    return n, total


def loop_with_try(items) -> list:
    out = []
    for x in items:
        try:
            if x == 3:
                continue
            if x == 5:
                break
            out.append(10 // x)
        except ZeroDivisionError:
            out.append("zero")
            continue
        except TypeError:
            out.append("type")
            break
        else:
            out.append("else")
    else:
        out.append("end")
    return out


def while_with_try(n: int) -> tuple:
    tries = 0
    errors = 0
    while True:
        tries += 1
        try:
            n -= 1
            if n == 0:
                break
            1 // (n % 3)
        except ZeroDivisionError:
            errors += 1
            if errors > 3:
                return "many", tries, errors, n
    return tries, errors, n


def matching(kind, match):
    try:
        try:
            raise kind
        except match as e:
            return "caught", type(e)
    except BaseException as e:
        return "missed", type(e), e.args


def effects(kind):
    def_log = []
    try:
        try:
            raise kind("x")
        except note(def_log, ValueError):
            def_log.append("v")
        except note(def_log, KeyError):
            def_log.append("k")
        except note(def_log, TypeError):
            def_log.append("t")
    except IndexError:
        def_log.append("outer")
    return def_log


def note(into, kind):
    into.append(kind)
    return kind


for kind in (None, ZeroDivisionError, KeyError, IndexError, OverflowError, LookupError, ValueError, SystemExit):
    print(which(kind))
print(with_else(3), with_else(0), log)
print(else_raises(1), else_raises(0))
print(modified(5), modified(0))
print(counted([1, 2, 5]), counted([1, 0, 5]), counted([1, "x"]), counted([]))
print(loop_with_try([1, 0, 3, 2, 5, 1]), loop_with_try([1, 2]), loop_with_try([0, None, 1]))
print(while_with_try(4), while_with_try(20))
print(matching(ValueError, ValueError), matching(ValueError, Exception), matching(ValueError, (KeyError, ValueError)))
print(matching(ValueError("v"), KeyError), matching(KeyError, ()), matching(SystemExit, Exception))
print(matching(ValueError, 5), matching(ValueError, "text"), matching(ValueError, None), matching(ValueError, (1,)))
print(effects(ValueError), effects(KeyError), effects(TypeError), effects(IndexError))
try:
    1 // 0
except ZeroDivisionError as e:
    print("module", e)
else:
    print("not")
try:
    pass
except:
    print("not")
else:
    print("module else")
