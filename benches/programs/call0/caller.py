def run(module):
    f = module.f
    for i in range(250):
        f()
        f()
        f()
        f()
        f()
        f()
        f()
        f()
    return f()


def without(module):
    f = module.f
    for i in range(250):
        pass
    return f()
