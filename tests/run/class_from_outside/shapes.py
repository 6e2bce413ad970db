class Shape:
    registry: list = []
    sides = 0

    def __init__(self, name: str, size: float):
        self.name = name
        self.size = size

    def area(self) -> float:
        return self.size * self.size

    def describe(self) -> str:
        return f"{self.name}: {self.area():.1f}"

    def scale(self, k: float) -> None:
        self.size = self.size * k

    def set_anything(self, value):
        self.anything = value

    @property
    def double(self) -> float:
        return self.size * 2

    @double.setter
    def double(self, value: float) -> None:
        self.size = value / 2

    @staticmethod
    def unit() -> float:
        return 1.0

    @classmethod
    def square(cls, size: float):
        return cls("square", size)

    def __call__(self, x: int) -> int:
        return x + 1

    def __lt__(self, other: "Shape") -> bool:
        return self.size < other.size


def total(shapes: list[Shape]) -> float:
    t = 0.0
    for s in shapes:
        t += s.area()
    return t


def biggest(shapes):
    best = shapes[0]
    for s in shapes:
        if best < s:
            best = s
    return best


def apply(f, x):
    return f(x)


def read(obj):
    return obj.name, obj.size
