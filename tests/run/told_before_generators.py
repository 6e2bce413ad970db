# The line of the module's own code, in a module that has an asynchronous generator further down.
import io
import sys

zero = 0


def told(e):
    out = io.StringIO()
    sys.print_exception(e, out)
    return [line.strip().split(", ", 1)[1] for line in out.getvalue().split("\n") if line.startswith("  File")]


try:
    1 // zero
except ZeroDivisionError as error:
    print(told(error))

try:
    import nowhere
except ImportError as error:
    print(told(error))


async def numbers(n: int):
    for i in range(n):
        yield i
