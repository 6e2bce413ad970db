import sys
from exception import ParseError, NumberError, DeviceError, fail, caught

for which in range(10):
    try:
        print(fail(which))
    except ParseError as error:
        print(which, type(error), error, repr(error), error.args, isinstance(error, ValueError))
    except OSError as error:
        print(which, type(error), error.args, error.errno, getattr(error, "device", None))
    except Exception as error:
        print(which, type(error), error, error.args)

print(issubclass(NumberError, ValueError), issubclass(DeviceError, Exception), NumberError, DeviceError)
error = NumberError("a", 2)
print(error, repr(error), error.args, error.value if hasattr(error, "value") else "no value")


def raiser(error):
    def f():
        raise error

    return f


for error in (NumberError("n"), ParseError("p"), ValueError("v"), DeviceError(7, "spi"), KeyError("k")):
    print(caught(raiser(error)))
print(caught(raiser(ParseError)), caught(lambda: "nothing"))


class Worse(NumberError):
    def __init__(self, line):
        super().__init__("line %d" % line)
        self.line = line


try:
    raise Worse(12)
except ParseError as error:
    print(type(error), error, error.line)

try:
    try:
        fail(1)
    finally:
        print("finally")
except (KeyError, ParseError) as error:
    sys.print_exception(error, sys.stdout)

try:
    raise DeviceError
except OSError as error:
    print(repr(error))
