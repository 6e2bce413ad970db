def same(a: float, b: float) -> bool:
    return a is b
