def run(module):
    f = module.f
    for i in range(250):
        f(i, 5)
        f(i, 5)
        f(i, 5)
        f(i, 5)
        f(i, 5)
        f(i, 5)
        f(i, 5)
        f(i, 5)
    return f(3, 1)


def without(module):
    f = module.f
    for i in range(250):
        pass
    return f(3, 1)
