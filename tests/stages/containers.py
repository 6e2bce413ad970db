def build(a, b: int):
    items = [a, b, [1.5]]
    table = {"k": a, b: items}
    both = {a, b}
    empty = [], {}, ()
    pair = a, b
    return items, table, both, empty, pair
