import helper
import helper as h
import package.inner
import package.inner as inner
from helper import double, VALUE as value
from package import inner as again
from package.inner import Thing


def use(n: int):
    return helper.double(n), h.VALUE, double(n), value


def nested():
    return package.inner.NAME, inner.NAME, again is inner, Thing(3).n, package.__name__


def lazy():
    import failing


def lazy_name():
    from helper import absent


def lazy_inner():
    import package.absent


def local_package():
    import package.inner

    return package.inner.NAME


def star():
    return hasattr(helper, "double")
