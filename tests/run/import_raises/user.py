def direct():
    import frail.weak

    return frail.weak.value


def by_name():
    from frail.weak import value

    return value


def by_package():
    from frail import weak

    return weak.value


def caught():
    try:
        import frail.weak as w
    except (ValueError, KeyError) as e:
        return "caught", e.args
    else:
        return w.value
    finally:
        from frail import strong

        strong.count += 1


def bound_before():
    weak = "before"
    try:
        from frail import strong, weak
    except ValueError:
        pass
    return weak if isinstance(weak, str) else weak.value, strong.value


def looped():
    found = []
    for name in ("strong", "weak", "strong"):
        try:
            found.append(__import__("frail." + name, None, None, (name,), 0).value)
        except ValueError as e:
            found.append(e.args)
    return found


def resumed():
    try:
        yield 1
        import frail.weak as w

        yield w.value
    finally:
        from log import tries

        tries.append("closed")


def generator():
    found = []
    try:
        for item in resumed():
            found.append(item)
    except ValueError as e:
        found.append(e.args)
    return found


def in_class():
    class Holder:
        before = 1
        from frail.weak import value

        after = before

    return Holder.value


def relative():
    import frail.strong

    return frail.strong.neighbour()


ALL = (direct, by_name, by_package, caught, bound_before, looped, generator, in_class, relative)
