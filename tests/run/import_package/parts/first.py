name = "first"


def later():
    from .second import value

    return value


def sibling():
    from . import second

    return second


def by_function(module: str):
    return __import__(module, None, None, True, 1)


def up():
    from .. import parts

    return parts.name


def broken():
    from . import absent


def in_class():
    class Holder:
        from . import second as kept

    return Holder.kept
