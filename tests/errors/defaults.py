def area(w: int = None, h: float = 1, name: str = 5, parent: "Area | None" = None) -> float:
    return w * h


class Area:
    def __init__(self, size: float = "large"):
        self.size = size
