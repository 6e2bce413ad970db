def each(items: list, f):
    items.sort(key=f, reverse=True)
    items.append(f(1, 2, 3))
    f()
    return items.index(f(items, last=1)), len(items)
