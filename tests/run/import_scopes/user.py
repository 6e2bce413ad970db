from kit import size as gauge, text as first
import kit.tool as tool
import kit.box, kit.tool
from kit import box

if gauge:
    from kit.box import make as from_if
else:
    from kit.none import make as from_if
for loop in range(2):
    from kit import size as from_loop
    import kit.box as from_loop_module
while True:
    from kit.tool import size as from_while
    break
try:
    from kit.none import a, b
except ImportError:
    from kit import text as from_handler
else:
    from kit import none as from_else
finally:
    from kit import tool as from_finally


class Context:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        return kind is ImportError


with Context():
    from kit import text as from_with
    import kit.absent

def local():
    import kit.box

    kit.box.size += 1
    return kit.box.size, kit.text


def local_hides():
    before = kit_text()
    try:
        kit
    except NameError as e:
        before = e.args
    import kit.tool

    return before, kit.tool.size


def kit_text():
    return kit.text


def closure():
    from kit import size as held

    def inner():
        nonlocal held
        was = held
        from kit.tool import size as held

        return was, held

    return inner(), held


def captured():
    import kit.box as b

    return [b.size for _ in range(2)], (lambda: b.text)()


def global_names():
    global gauge, late
    from kit.tool import size as gauge
    import kit as late

    return gauge, late.text


def undone():
    from kit import size

    del size
    try:
        return size
    except NameError as e:
        return e.args


def typed(n: int) -> int:
    from kit import size

    total: int = size
    for i in range(n):
        from kit.tool import size

        total += size * i
    return total


def call_typed():
    return typed(3)


def wrong_type():
    from kit import text as size

    total = 0
    total += size
    return total


def parameter(kit):
    import kit.tool

    return kit.tool.size


def call_parameter():
    return parameter(1)


def in_loop():
    found = []
    for name in ("a", "b", "c"):
        if name == "a":
            continue
        from kit import size, text

        found.append((name, size, text))
        if name == "b":
            import kit.box as size

            found.append(size.text)
            break
    else:
        from kit.none import nothing
    return found, size.text


def loop_target():
    found = []
    for size in range(3):
        from kit import size

        found.append(size)
    return found


def nested_tries():
    steps = []
    for name in ("one", "two"):
        try:
            try:
                from kit.box import make, absent
            finally:
                from kit.tool import size

                steps.append((name, size))
        except ImportError as e:
            steps.append(e.args)
            continue
        finally:
            steps.append("done")
    try:
        make
    except NameError:
        steps.append("not bound")
    else:
        steps.append("bound")
    return steps


def stepping():
    from kit import size

    yield size
    try:
        import kit.tool as t

        got = yield t.size
        if got:
            from kit.none import nothing
    except ImportError as e:
        yield e.args
    finally:
        from kit.box import text

        yield text


def generator():
    steps = stepping()
    return [next(steps), next(steps), steps.send(1), next(steps), next(steps, "end")]


async def awaited():
    from kit import text
    import kit.tool as t

    return text, t.size


def coroutine():
    try:
        awaited().send(None)
    except StopIteration as e:
        return e.value


class Later:
    from kit import tool as tool, size
    import kit.box

    size = size + 1
    for_class = [size, kit.box.text]

    def method(self):
        from kit import size

        return size, self.size, self.kit.text, self.for_class


def in_class():
    return Later().method()


def class_in_function():
    from kit import text as outer

    class Inner:
        from kit.tool import size as inner

        both = outer, inner

    return Inner.both, Inner.inner


def star_args():
    from kit.box import make

    return make(*[2]), make(**{"n": 1})


def keyword():
    from kit.box import make

    return make(n=2)


def module_argument():
    import kit

    return (lambda module, name: getattr(module, name))(kit, "size")


def module_changed():
    import kit

    kit.size = 30
    from kit import size

    kit.size = 3
    return size, kit.size


def as_same():
    import kit as kit, kit.tool as kit

    return kit.size


ALL = (
    local, local_hides, closure, captured, global_names, undone, call_typed, wrong_type, call_parameter, in_loop, loop_target,
    nested_tries, generator, coroutine, in_class, class_in_function, star_args, keyword, module_argument, module_changed,
    as_same,
)
