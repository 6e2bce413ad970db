def run(module):
    f = module.f
    for i in range(250):
        f(i)
        f(i)
        f(i)
        f(i)
        f(i)
        f(i)
        f(i)
        f(i)
    return f(3)


def without(module):
    f = module.f
    for i in range(250):
        pass
    return f(3)
