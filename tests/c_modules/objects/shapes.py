LIMIT = 3
LOWEST = -9223372036854775808


class Color:
    RED = 0
    GREEN = 5
    BLUE = 6


class Sign:
    MINUS = -1
    PLUS = 1


def wrapped(n, bits):
    low = -(1 << bits - 1)
    return (n - low) % (1 << bits) + low


def next_color(c):
    return {0: 5, 5: 6}.get(c, 0)


def flip(s):
    return -s


class Mixed:
    def __init__(self, a=0, b=0.0, c=0, d=0, e=False, f=0.0, color=0):
        self.a, self.b, self.c, self.d, self.e, self.f, self.color = a, float(b), c, d, e, float(f), color


def double_all(m):
    m.a = wrapped(m.a * 2, 8)
    m.b *= 2
    m.c = m.c * 2 & 0xFFFFFFFF
    m.d = wrapped(m.d * 2, 64)
    m.e = not m.e
    m.f *= 2
    m.color = next_color(m.color)


class Pair:
    def __init__(self, x=0, y=0):
        for n in (x, y):
            if not -32768 <= n < 32768:
                raise OverflowError
        self.x, self.y = x, y


def need(value, kind):
    if not isinstance(value, kind):
        raise TypeError
    return value


def sum_pair(p, q=None):
    need(p, Pair)
    if q is not None:
        need(q, Pair).x += 1
    return p.x + p.y + (0 if q is None else q.x + q.y)


def sum_maybe(p):
    return -1 if p is None else sum_pair(p)


made = False


class Stack:
    def __init__(self, size=0):
        if not made:
            raise TypeError
        self.size = size
        self.items = []


def stack(size):
    global made
    if size == 0:
        return None
    made = True
    result = Stack(size)
    made = False
    return result


def push(s, n):
    if len(need(s, Stack).items) == s.size:
        return False
    s.items.append(n)
    return True


def pop(s):
    if not s.items:
        raise IndexError("the stack is empty")
    return s.items.pop()


def depth(s):
    return 0 if s is None else len(s.items)


def itself(s):
    return s
