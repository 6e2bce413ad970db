def f(xs):
    match xs:
        case []:
            pass


async def agen():
    yield 1


class C(f, metaclass=f):
    pass


class D:
    names = dir()


e = eval
