NAME = __name__
is_main = False
if __name__ == "__main__":
    is_main = True
    print("never")


def name() -> str:
    return __name__


def path():
    return globals().get("__path__", "no path")


def file() -> str:
    return __file__.rsplit(".", 1)[0]


if __name__ == "me":
    print("imported as me")
