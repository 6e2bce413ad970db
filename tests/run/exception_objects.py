# What exceptions carry, and how they show.


def caught(f):
    try:
        return f()
    except BaseException as e:
        return e


def zero():
    return 1 // 0


def key():
    return {}["missing"]


def index():
    return [][5]


def attribute():
    return (1).nothing


def value():
    return int("x")


def name():
    return nowhere


def types(one=1):
    return "a" + one


def os_error():
    raise OSError(2)


def stop():
    return next(iter([]))


def exit_():
    raise SystemExit(4)


def imports():
    import no_such_module


def unpack():
    three = [1, 2, 3]
    a, b = three


def assertion():
    assert 1 == 2, "sums"


def plain_assertion():
    assert []


def several():
    raise ValueError("a", 1, None)


def empty():
    raise ValueError


def nested():
    raise ValueError(KeyError("inner"))


def of_type(e, *kinds):
    out = ""
    for k in kinds:
        out += "y" if isinstance(e, k) else "n"
    return out


for f in (zero, key, index, attribute, value, name, os_error, stop, exit_, imports, assertion, plain_assertion):
    e = caught(f)
    print(type(e), e.args, str(e), repr(e), of_type(e, Exception, LookupError, ArithmeticError, OSError, BaseException))
for f in (several, empty, nested, types):
    e = caught(f)
    print(type(e), str(e), repr(e), len(e.args))
e = caught(unpack)
print(type(e), e.args)
e = OSError(5, "text")
print(e.errno, e.args)
s = StopIteration(7)
print(s.value, s.args)
x = SystemExit()
print(x.args, ValueError(1) == ValueError(1), isinstance(x, BaseException), issubclass(KeyError, LookupError))
e = ValueError("same")
print(e is caught(zero), e == e)
try:
    raise e
except ValueError as f:
    print(f is e)
try:
    e.args = (1,)
except AttributeError as a:
    print(type(a))
print(type(ValueError), ValueError.__name__, isinstance(ValueError, type))
