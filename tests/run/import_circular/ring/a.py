from . import order

order.append("a begins")
from . import b

order.append("a ends")


def late():
    from .b import call

    return call()


def answer():
    return "a's answer"
