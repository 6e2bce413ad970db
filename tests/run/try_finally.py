# finally runs whichever way the body is left.

log = []


def leave(how, x=1):
    log.append(how)
    try:
        if how == "return":
            return "returned"
        if how == "raise":
            raise ValueError("raised")
        if how == "error":
            1 // 0
        x += 1
    finally:
        log.append("finally")
        log.append(x)
    return "end", x


def loops(how) -> list:
    out = []
    for i in range(4):
        try:
            if i == 1 and how == "continue":
                continue
            if i == 2 and how == "break":
                break
            if i == 2 and how == "return":
                return out
            if i == 3 and how == "raise":
                raise KeyError(i)
            out.append(i)
        finally:
            out.append("f" + str(i))
    else:
        out.append("else")
    return out


def while_loops(how) -> list:
    out = []
    i = 0
    while i < 3:
        i += 1
        try:
            try:
                if how == "break":
                    break
                if how == "continue":
                    continue
                out.append(i)
            finally:
                out.append("a")
        finally:
            out.append("b")
        out.append("c")
    else:
        out.append("else")
    return out


def overriding(how):
    try:
        if how == 1:
            return "body"
        if how == 2:
            raise ValueError("lost")
        if how == 3:
            1 // 0
    finally:
        return "finally"


def overriding_break():
    out = []
    for i in range(3):
        try:
            if i == 0:
                continue
            return "body"
        finally:
            out.append(i)
            if i == 1:
                break
    return out


def overriding_continue():
    out = []
    for i in range(3):
        try:
            if i == 1:
                raise ValueError("lost")
            if i == 2:
                return "lost", out
        finally:
            out.append(i)
            continue
    return out


def replaced():
    try:
        try:
            raise ValueError("first")
        finally:
            raise KeyError("second")
    except KeyError as e:
        return e.args
    except ValueError as e:
        return e.args


def value_is_kept():
    x = 1
    try:
        return x
    finally:
        x = 2
        log.append(x)


def list_is_shared():
    x = [1]
    try:
        return x
    finally:
        x.append(2)


def all_parts(where, kind=None):
    out = []
    try:
        try:
            out.append("try")
            if where == "try":
                raise ValueError("t")
            if kind:
                raise kind("k")
        except ValueError:
            out.append("except")
            if where == "except":
                raise TypeError("e")
        else:
            out.append("else")
            if where == "else":
                raise TypeError("l")
            if where == "return else":
                return out
        finally:
            out.append("finally")
            if where == "finally":
                raise TypeError("f")
        out.append("after")
    except Exception as e:
        out.append((type(e), e.args))
    return out


def deep(level: int) -> int:
    try:
        try:
            try:
                if level == 1:
                    return level
                if level == 2:
                    raise ValueError
                log.append("through")
            finally:
                log.append("one")
                if level == 3:
                    return 33
        except ValueError:
            log.append("except")
            return 22
        finally:
            log.append("two")
            if level == 4:
                return 44
    finally:
        log.append("three")
    return 0


def typed(n: int) -> float:
    x = 0.5
    try:
        x = 1.5
        if n == 0:
            return x
        x = 2.5
        if n == 1:
            raise ValueError(x)
        x = 3.5
    except ValueError as e:
        x += e.args[0]
    finally:
        x += 10
    return x


def show(value):
    print(value, log)
    log.clear()


for how in ("return", "raise", "error", "pass"):
    try:
        show(leave(how))
    except Exception as e:
        show((type(e), e.args))
for how in ("continue", "break", "return", "raise", "no"):
    try:
        show(loops(how))
    except KeyError as e:
        show((type(e), e.args))
for how in ("break", "continue", "no"):
    show(while_loops(how))
for how in (0, 1, 2, 3):
    show(overriding(how))
show(overriding_break())
show(overriding_continue())
show(replaced())
show(value_is_kept())
show(list_is_shared())
for where in ("try", "except", "else", "return else", "finally", "no"):
    show(all_parts(where))
show(all_parts("except", ValueError))
show(all_parts("no", KeyError))
show(all_parts("finally", KeyError))
for level in range(6):
    show(deep(level))
for n in range(3):
    show(typed(n))
try:
    log.append("module")
finally:
    log.append("module finally")
show("module end")
for i in range(3):
    try:
        if i == 0:
            continue
        if i == 1:
            break
    finally:
        log.append(i)
show("loop")
