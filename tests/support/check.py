# What the checks of tests/support.rs are written with. Every difference is printed; a run without one says so.
differences = 0


def same(got, wanted):
    global differences
    if not (type(got) is type(wanted) and (got == wanted or repr(got) == repr(wanted))):
        differences += 1
        print("got", repr(got), "but wanted", repr(wanted))


# What a call raises: its type, and its arguments.
def raised(function, *args):
    try:
        return "returned", function(*args)
    except BaseException as error:
        return type(error), error.args


def same_error(function, args, kind, *error_args):
    same(raised(function, *args), (kind, error_args))


def end():
    print("all right" if differences == 0 else "differences: %d" % differences)


