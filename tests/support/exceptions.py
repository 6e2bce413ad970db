import m


class Own(ValueError):
    pass


class Plain:
    pass


for text in ("", "text", "a longer text with 100% of what it says"):
    same_error(m.value_error, (text,), ValueError, text)
    same_error(m.type_error, (text,), TypeError, text)
    same_error(m.not_implemented, (text,), NotImplementedError, text)
    for kind in (KeyError, OSError, Exception):
        same_error(m.raise_msg, (kind, text), kind, text)
same_error(m.no_messages, (), ValueError)
same_error(m.raise_type, (IndexError,), IndexError)
same_error(m.raise_varg, (RuntimeError, "it", 5), RuntimeError, "it is 5, not int")
same_error(m.raise_varg, (RuntimeError, "x" * 500, -5), RuntimeError, "x" * 500 + " is -5, not int")
same_error(m.raise_arg, (KeyError, (1, 2)), KeyError, (1, 2))
same_error(m.stop, (None,), StopIteration)
same_error(m.stop, (7,), StopIteration, 7)
same_error(m.int_conversion, ([],), TypeError, "can't convert list to int")
same_error(m.os_error, (2,), OSError, 2)
same_error(m.os_error_file, (2, "x.txt"), OSError, 2, "can't open x.txt")
same_error(m.recursion, (), RuntimeError, "maximum recursion depth exceeded")
same_error(m.mismatch, (), TypeError, "argument num/types mismatch")
same_error(m.unimplemented_kw, (), NotImplementedError, "keyword argument(s) not implemented - use normal args instead")
for f in (m.raise_object, m.jump):
    same_error(f, (Own(1, 2),), Own, 1, 2)
    same_error(f, (ValueError("a"),), ValueError, "a")

for kind in (ValueError, KeyError, StopIteration):
    wanted = [(), ("b",), (1, "b"), ("text",), ("50%",), ("<x>",)]
    same([(type(e), e.args) for e in m.made(kind)], [(kind, args) for args in wanted])
same(type(m.make_raise(ValueError)), ValueError)
same(type(m.make_raise(Own)), Own)
error = Own(1)
same(m.make_raise(error) is error, True)
for bad in (1, None, int, Plain, Plain()):
    made = m.make_raise(bad)
    same((type(made), made.args), (TypeError, ("exceptions must derive from BaseException",)))

for o, wanted in (
    (ValueError, (True, False, False)),
    (ValueError(), (False, True, True)),
    (Own, (True, False, False)),
    (Own(), (False, True, False)),
    (BaseException, (True, False, False)),
    (int, (False, False, False)),
    (5, (False, False, False)),
    (Plain(), (False, False, False)),
    ("a", (False, False, False)),
):
    same(m.kinds(o), wanted)
for exc in (ValueError(), Own(), KeyError(), KeyboardInterrupt()):
    for kind in (BaseException, Exception, ValueError, Own, LookupError, OSError, KeyboardInterrupt):
        same(m.match(exc, kind), isinstance(exc, kind))
        same(m.match(type(exc), kind), issubclass(type(exc), kind))
for exc, wanted in ((ValueError(), None), (ValueError(5), 5), (Own("a", "b"), "a"), (StopIteration([1]), [1])):
    same(m.value(exc), wanted)
try:
    1 / 0
except ZeroDivisionError as error:
    same(m.value(error), "divide by zero")
entries = [("some_file.c", 1, 1), ("some_file.c", 2, 0), ("some_file.c", 3, 1)]
for exc in (ValueError(5), Own("x")):
    same(m.traceback(exc), [0] + entries)
    kind = type(exc).__name__
    same(
        m.print_exception(exc),
        "Traceback (most recent call last):\n"
        '  File "some_file.c", line 3, in some_file.c\n'
        '  File "some_file.c", line 2\n'
        '  File "some_file.c", line 1, in some_file.c\n'
        "%s: %s\n" % (kind, exc.args[0]),
    )
same(m.print_exception(5), "5\n")


def fail(x):
    raise x


same(m.catch(lambda x: x + 1, 5), (None, 6))
error = ValueError(1)
same(m.catch(fail, error)[0] is error, True)
same(m.catch(m.value_error, "deep")[0].args, ("deep",))
end()
