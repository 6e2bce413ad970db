size = 4
text = "box"


def make(n: int) -> list:
    return [n] * size
