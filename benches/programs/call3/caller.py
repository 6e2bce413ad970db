def run(module):
    f = module.f
    for i in range(250):
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
        f(i, 5, i)
    return f(3, 1, 4)


def without(module):
    f = module.f
    for i in range(250):
        pass
    return f(3, 1, 4)
