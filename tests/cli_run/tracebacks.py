import sys
class Mine(Exception):
    pass

def deep(n):
    if n == 0:
        raise Mine("x")
    try:
        return deep(n - 1)
    finally:
        pass

def outer():
    try:
        deep(2)
    except Mine as e:
        sys.print_exception(e)
        raise

def asserts(x):
    assert x > 1, "small"

def firmware(d):
    return d["k"]

def gen():
    yield 1
    raise ValueError("from gen")

for f in (outer, lambda: asserts(0), lambda: firmware({}), lambda: list(gen())):
    try:
        f()
    except Exception as e:
        sys.print_exception(e)

raise KeyError("top")
