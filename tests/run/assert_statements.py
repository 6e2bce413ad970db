# assert, with and without a message, which is evaluated only when needed.

log = []


def note(x):
    log.append(x)
    return x


def plain(x):
    assert x
    return "passed"


def message(x):
    assert note(x), note("message")
    return "passed"


def typed(n: int, x: float, b: bool) -> str:
    assert n > 0, "n"
    assert x > 0.5 and b, ("x", x, b)
    assert not (n > 10 or n == 7)
    assert 0 < n < 6, n
    return "passed"


def chain(x):
    try:
        assert x > 0, "not positive"
        assert x < 10
    except AssertionError as e:
        return e.args
    finally:
        log.append("finally")
    return "fine"


for x in (1, 0, "", "x", [], None, 1 << 70):
    for f in (plain, message):
        try:
            print(f(x), log)
        except AssertionError as e:
            print(type(e), e.args, log)
        log.clear()
for args in ((1, 1.0, True), (0, 1.0, True), (1, 0.0, True), (1, 1.0, False), (11, 1.0, True), (7, 1, True), (6, 1, 1 == 1)):
    try:
        n, x, b = args
        print(typed(n, x, b))
    except AssertionError as e:
        print(type(e), len(e.args), e.args[:1] if n != 1 else "")
print(chain(5), chain(-1), chain(10), log)
AssertionError_ = AssertionError
AssertionError = KeyError
try:
    assert False, "renamed"
except KeyError as e:
    print("KeyError", e.args)
except AssertionError_ as e:
    print("AssertionError", e.args)
if __debug__:
    print("debug", __debug__)
