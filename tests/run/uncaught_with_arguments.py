# An exception of several arguments, after a handled one.


def fail():
    try:
        raise KeyError("handled")
    except KeyError as e:
        print(e.args)
    raise ValueError("text", 5, None)


fail()
