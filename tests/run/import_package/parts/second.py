name = "second"
value = 7


class Lazy:
    twin = "twin"
