class C(object, metaclass=type):
    pass


class D:
    names = dir()


e = eval
