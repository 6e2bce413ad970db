import shapes
from shapes import LIMIT, Color, Mixed, Pair, Sign, depth, double_all, flip, itself, next_color, pop, push, stack, sum_pair


def colors(c: Color) -> int:
    if c == Color.BLUE:
        return next_color(Color.RED) + LIMIT
    return next_color(c)


def run(p: Pair, n: int) -> int:
    total = 0
    for i in range(n):
        p.x = i
        total += sum_pair(p)
    return total


def fill(n: int):
    s = stack(n)
    if s is None:
        return None
    while push(s, depth(s) * 7):
        pass
    return s


def attempt(function, *args):
    try:
        print(function(*args))
    except (IndexError, OverflowError, TypeError) as error:
        print(type(error).__name__)


print(colors(Color.BLUE), colors(Color.RED), colors(shapes.Color.GREEN), flip(Sign.PLUS), flip(shapes.Sign.MINUS), shapes.LOWEST)
m = Mixed(-100, 0.25, 3000000000, 1 << 62, True, f=1.5, color=Color.GREEN)
double_all(m)
print(m.a, m.b, m.c, m.d, m.e, m.f, m.color)
print(Mixed().b, Mixed().e, Mixed(1).a)
p, q = Pair(1, 2), Pair(10, y=20)
print(sum_pair(p), sum_pair(p, q), sum_pair(p, q=q), q.x, run(p, 50), shapes.sum_maybe(None), shapes.sum_maybe(q))
p.x, p.y = -5, p.y + 1
print(p.x, p.y)
attempt(Pair, 40000)
attempt(sum_pair, None)
attempt(sum_pair, q, 3)
stacks = [fill(n) for n in range(5)]
print([depth(s) for s in stacks])
print([pop(s) for s in stacks if s is not None], depth(None))
attempt(push, None, 1)
attempt(shapes.Stack, bytearray(8))
one = stacks[1]
attempt(pop, one)
print(itself(one) == one, itself(one) == stacks[2], one != None, isinstance(itself(one), shapes.Stack))
print(hash(itself(one)) == hash(one))
