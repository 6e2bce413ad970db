from fast import Ring, add, make, push


def wrong(r: Ring) -> str:
    push(None, 1)
    push(r, "x")
    push(r)
    push(make(), 1)
    return add(1.5)
