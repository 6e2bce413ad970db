# A default is evaluated where the function is defined, which may be too early.


def fails():
    return missing()


def tries():
    try:
        return fails()
    except NameError as e:
        return e.args


def shows(x=tries()):
    return x


def missing():
    return "there"


def calls(f=fails):
    return f()


print(shows(), shows(tries()), calls())
