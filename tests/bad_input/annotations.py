def f(x: integer, y: list[strng], z: 5) -> dict[str]:
    n: Unknown = 1
    return {}


class C:
    field: Missing

    def __init__(self, other: "Cee") -> None:
        self.field = other


value: Nothing = None
