name = "fish"


def up_one():
    from . import birds

    return birds.__name__


def up_two():
    from .. import nothing

    return nothing


def up_three():
    from ...zoo import keeper

    return keeper


def into():
    from .birds.night.owl import name as deep

    return deep


def missing():
    from .birds.night import eagle

    return eagle


def missing_module():
    from .birds.day.eagle import name

    return name


def own_name():
    from .fish import own_name as f

    return f is own_name


ALL = (up_one, up_two, up_three, into, missing, missing_module, own_name)
