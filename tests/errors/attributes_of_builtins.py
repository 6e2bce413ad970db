class Point:
    def __init__(self, x: int) -> None:
        self.x: int = x

    def far(self) -> bool:
        return self.y > 10


def f(text: str, xs: list[int], table: dict[str, int], n: int, x: float) -> str:
    xs.apend(n)
    xs.push(n)
    table.has_key("a")
    n.real
    x.is_integer()
    data = text.encode()
    return text.uper() + data.decode()
