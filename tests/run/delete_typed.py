# `del` of variables and parameters that are held as floats and bools.


def read_after(f: float, b: bool, n: int):
    out = []
    try:
        out.append(f)
        del f
        if n:
            del b
        out.append(b)
        out.append(f)
    except NameError:
        out.append("no value")
    return out


def given_again(f: float, b: bool):
    del f, b
    f = 2.5
    b = False
    return f, b


def in_try(f: float, b: bool):
    try:
        del f
        if b:
            del b
            raise ValueError
    except ValueError:
        pass
    f = 0.5
    return f


def never_read(f: float, n: int):
    try:
        g = f * 2
        h = g > 1
        del g, h
    finally:
        n += 1
    return n


print(read_after(1.5, True, 0), read_after(1.5, True, 1))
print(given_again(1.0, True))
print(in_try(1.0, True), in_try(1.0, False))
print(never_read(1.0, 1))
