# An exception tells the line that it was raised at, whoever raised it.
import sys
import io


class Point:
    def __init__(self, x):
        self.x = x
        self.y = x + 1 if x < 3 else x.missing

    def move(self, by):
        self.x += by
        self.y -= self.nothing

    @property
    def size(self):
        return len(self.x)

    def __getitem__(self, key):
        if key > 2:
            raise IndexError(key)
        return {}[key]

    def __iter__(self):
        yield 1
        yield self.absent


def subscript():
    items = [1, 2]
    first = items[0]
    return first + items[5]


def attribute(value=3):
    value = value + 1
    return value.real_part


def stated():
    text = "x"
    raise ValueError(text)


def asserted():
    one = 1
    assert one == 2, "not two"


def divided(a=1, b=0):
    c = a * 3
    return c // b


def typed(a: int, b: int) -> int:
    c = a - b
    return c % b


def floats(a: float, b: float) -> float:
    c = a * 2.0
    return c / b


def unpacked():
    pair = (1, 2, 3)
    a, b = pair
    return a, b


def named():
    first = 1
    return first + not_there


def unbound(flag=False):
    if flag:
        value = 1
    return value


def called():
    function = subscript
    return (
        1,
        function(),
    )


def arity():
    function = subscript
    return function(1, 2)


def method():
    point = Point(1)
    point.move(2)


def constructed():
    return Point(7)


def prop():
    point = Point(1)
    return point.size


def special():
    point = Point(1)
    return point[1]


def special_raise():
    point = Point(1)
    return point[3]


def looped():
    total = 0
    for item in Point(1):
        total += item
    return total


def generator():
    yield 1
    yield [][1]


def resumed():
    made = generator()
    next(made)
    next(made)


def thrown():
    made = generator()
    next(made)
    made.throw(KeyError(5))


def closure():
    count = 3

    def inner():
        nonlocal count
        count += "x"

    inner_again = [inner]
    inner_again[0]()


def passed():
    return sorted([3, 1, 2], key=lambda item: item.key)


def imported():
    import sys
    import not_a_module


def again():
    try:
        subscript_again = [subscript]
        subscript_again[0]()
    except IndexError as error:
        copy = error
        raise


def cleaned():
    try:
        named_again = [named]
        named_again[0]()
    finally:
        done = 1


def swallowed():
    try:
        [][1]
    except IndexError:
        pass
    return None + 1


def after_callback():
    # The function that sorts calls one of ours first, and then raises itself.
    return sorted([1, "a"], key=lambda item: item)


def deleted():
    mapping = {1: 2}
    del mapping[3]


def stored():
    items = (1, 2)
    items[0] = 3


def sliced():
    number = 5
    return number[1:2]


def compared():
    a, b = 1, "x"
    return a < b


def negated():
    text = "x"
    return -text


def star(*args):
    return args[9]


def starred():
    return star(*[1, 2])


def keywords(**names):
    return names["nothing"]


def keyworded():
    return keywords(a=1)


def formatted():
    text = "%d"
    return text % "x"


def far_away():
    return subscript.nothing


class Own(Exception):
    def __init__(self, number):
        super().__init__(number)
        self.number = number


def own():
    raise Own(5)


def entered():
    with Point(1):
        pass


# What is thrown into a generator that has not begun comes where it would.
def waiting():
    "What it is for."
    global cases

    cases = list(cases)
    yield cases


def thrown_early():
    waiting().throw(KeyError(1))


async def coroutine():
    return 1


def thrown_into_coroutine():
    coroutine().throw(KeyError(2))


def show(function, *args):
    try:
        function(*args)
    except BaseException as error:
        out = io.StringIO()
        sys.print_exception(error, out)
        print("\n".join(out.getvalue().rstrip().split("\n")[-2:]))
    else:
        print("nothing")


cases = [
    subscript, attribute, stated, asserted, divided, unpacked, named, unbound, called, arity, method, constructed, prop,
    special, special_raise, looped, resumed, thrown, closure, passed, imported, again, cleaned, swallowed,
    after_callback, deleted, stored, sliced, compared, negated, starred, keyworded, formatted, far_away, own, entered,
    thrown_early, thrown_into_coroutine,
]
for case in cases:
    show(case)
show(typed, 4, 0)
show(floats, 4.0, 0.0)


def call(f):
    return f()


show(call, lambda: [][2])
