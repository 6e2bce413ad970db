# A module that is in no package: it has nothing beside it.


def sibling():
    from . import zoo

    return zoo


def by_name():
    from .zoo import keeper

    return keeper


def above():
    from .. import zoo

    return zoo


ALL = (sibling, by_name, above)
