name = "spare"


def sleep(n):
    return "slept", n
