async def agen():
    yield 1


class C(object, metaclass=type):
    pass


class D:
    names = dir()


e = eval
