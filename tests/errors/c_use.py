import fast
from fast import Ring, add, nothing, push


def wrong(r: Ring) -> int:
    push(None, 1)
    push(r, "x")
    push(r)
    add(1.5)
    fast.sub(1)
    return fast


def late():
    from fast import add
    return add
