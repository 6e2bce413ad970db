# Which lines an exception tells that goes through generators, and what it tells where it is caught.
import sys
import io


def inverses(numbers: object):
    for x in numbers:
        yield 100 // x


def doubled(source: object):
    for x in source:
        yield x * 2


def delegated(source):
    yield "first"
    yield from source


def total(source):
    result = 0
    for x in source:
        result += x
    return result


def told(e):
    out = io.StringIO()
    sys.print_exception(e, out)
    return [line.strip().split(", ", 1)[1] for line in out.getvalue().split("\n") if line.startswith("  File")]


# Compiled functions that call each other are one to the exception.
def of(function):
    try:
        function()
    except Exception as e:
        return [line for line in told(e) if "lambda" not in line and " total" not in line and " of" not in line]


print(of(lambda: total(inverses([1, 0]))))
print(of(lambda: total(doubled(inverses([1, 0])))))
print(of(lambda: list(doubled(doubled(inverses([0]))))))
print(of(lambda: list(delegated(inverses([0])))))


def careful(source):
    try:
        for x in source:
            yield x
    except ZeroDivisionError as e:
        yield told(e)


print(list(careful(doubled(inverses([0])))))


def raises():
    yield 1
    raise ValueError("v")


print(of(lambda: total(raises())))
print(of(lambda: total(doubled(raises()))))


def after(source):
    for x in source:
        pass
    yield 1 // 0


print(of(lambda: total(after(doubled([1])))))


def stops():
    yield 1
    raise StopIteration


print(of(lambda: total(doubled(stops()))))
