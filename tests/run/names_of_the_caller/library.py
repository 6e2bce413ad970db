def read_secret():
    return secret


def read_nothing():
    return nothing_of_the_kind


def length(x):
    return len(x)


def in_order(x):
    return sorted(x)


def put(name, value):
    globals()[name] = value
