name = "owl"
from ... import keeper as KEEPER
from ...fish import name as prey
from .. import wings
from . import bat


def siblings():
    from . import bat as b
    from .bat import name as n

    return b.name, n, prey, wings


def counted(n: int):
    found = []
    for i in range(n):
        from .bat import name as other
        from ..night import owl

        found.append((i, other, owl.name))
    return found


def lasting():
    while True:
        from ...fish import name as fishes

        yield fishes
        from .. import wings as w

        yield w
        return


def in_turn():
    return list(lasting())


def protected():
    steps = []
    try:
        from .... import beyond
    except (ImportError, ValueError) as e:
        steps.append((type(e).__name__, e.args))
    finally:
        from .bat import name as n

        steps.append(n)
    try:
        from .eagle import x
    except ImportError as e:
        steps.append(e.args)
    else:
        steps.append("never")
    return steps


def inner():
    from . import bat as held

    def show():
        from .. import wings as w

        return held.name, w

    return show()


def held_by_class():
    class Nest:
        from .bat import name as tenant

        def __init__(self):
            from ...fish import name

            self.food = name

    return Nest.tenant, Nest().food


def as_lambda():
    return (lambda: __import__("bat", None, None, ("name",), 1).name)()


def returned():
    try:
        from .bat import name

        return name
    finally:
        from .bat import name as n2

        print("finally", n2)


def pen():
    from zoo import Pen

    return Pen().look(), Pen.inside.__name__


ALL = (siblings, lambda: counted(2), in_turn, protected, inner, held_by_class, as_lambda, returned, pen)
