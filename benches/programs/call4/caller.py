def run(module):
    f = module.f
    for i in range(250):
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
        f(i, 5, i, 9)
    return f(3, 1, 4, 1)


def without(module):
    f = module.f
    for i in range(250):
        pass
    return f(3, 1, 4, 1)
