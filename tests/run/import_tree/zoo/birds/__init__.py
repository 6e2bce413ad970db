wings = 2
from .. import keeper


def parent():
    from .. import keeper as k, fish

    return k, fish.name


def itself():
    from . import wings as w, night

    return w, night.__name__


def cousin():
    from ..fish import name

    return name


def too_far():
    from ... import anything

    return anything


def farther():
    from ....zoo import anything

    return anything


ALL = (parent, itself, cousin, too_far, farther)
