def swap(pair):
    a, b = pair
    a, b = b, a
    first, *rest = a
    return b, first, rest
