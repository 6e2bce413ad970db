import two

value = 1


def from_three():
    return two.three.one_value()


def typed(x: int) -> int:
    return x + value
