import builtins
import sys
from sys import exc_info


def f(code: str):
    run = exec
    return locals, globals, dir


def g():
    try:
        f("")
    except ValueError:
        return sys.exc_info()[1], sys.exc_info


def h(make):
    builtins.__build_class__ = make
