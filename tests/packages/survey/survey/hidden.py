# What `from . import hidden` gives is the package's own name.
def length(x: int) -> int:
    return x
