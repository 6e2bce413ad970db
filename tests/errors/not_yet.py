class C(object, metaclass=type):
    pass


e = eval
