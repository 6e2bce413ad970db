from log import tries

tries.append("strong")
value = "strong"
count = 0


def neighbour():
    from .weak import value as v

    return v
