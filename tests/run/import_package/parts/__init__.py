name = "package " + __name__


def __getattr__(attr):
    if attr != "Lazy":
        raise AttributeError(attr)
    value = getattr(__import__("second", None, None, True, 1), attr)
    globals()[attr] = value
    return value
