def plain():
    import sys

    return sys.__name__


def several():
    import sys, gc as g

    return sys.__name__, g.__name__


def dotted():
    import fake.part

    return fake.value


def dotted_alias():
    import fake.part as p

    return p


def members():
    from fake.part import value, value as v

    return value, v


def missing():
    from fake.part import absent

    return absent


def fails():
    import fails


def number():
    import number

    return number + 1


def relative():
    from . import user

    return user


def stepwise():
    for name in ("sys", "gc"):
        yield __import__(name).__name__
        import number

        yield number


def generator():
    return list(stepwise())


class Holder:
    def method(self):
        from fake.part import value

        return value


def method():
    return Holder().method()


def builtin():
    import builtins

    return builtins.__import__("sys") is __import__("sys"), __import__("number", None)


ALL = (plain, several, dotted, dotted_alias, members, missing, fails, number, relative, generator, method)
