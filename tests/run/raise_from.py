"""What the firmware says of a cause it says of compiled code's too, and the exception is the one that is raised."""


def chained(cause):
    try:
        raise ValueError("new") from cause
    except ValueError as error:
        print(repr(error))


def loud():
    print("the cause is evaluated")
    return KeyError("old")


chained(loud())
chained(None)
chained(KeyError)
try:
    raise TypeError from OSError(2)
except TypeError as error:
    print(repr(error))
