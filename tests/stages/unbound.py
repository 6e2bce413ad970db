def maybe(flag):
    if flag:
        x = 1
    return x
