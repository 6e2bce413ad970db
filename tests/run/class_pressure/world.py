class Cell:
    def __init__(self, key: str, weight: float, link: "Cell | None" = None):
        self.key = key
        self.weight = weight
        self.link = link
        self.seen = False
        self.data = [key, weight]

    def depth(self) -> int:
        n = 0
        cell: Cell | None = self
        while cell is not None:
            n += 1
            cell = cell.link
        return n

    def total(self) -> float:
        t = 0.0
        cell: Cell | None = self
        while cell is not None:
            t += cell.weight
            cell = cell.link
        return t

    def text(self) -> str:
        out = ""
        cell: Cell | None = self
        while cell is not None:
            out = f"{cell.key}{out}"
            cell = cell.link
        return out


class World:
    def __init__(self):
        self.cells: dict[str, Cell] = {}
        self.order: list[Cell] = []

    def add(self, key: str, weight: float) -> Cell:
        last = self.order[-1] if self.order else None
        cell = Cell(key, weight, last)
        self.cells[key] = cell
        self.order.append(cell)
        return cell

    def __len__(self) -> int:
        return len(self.order)


def grow(n: int) -> World:
    w = World()
    for i in range(n):
        w.add("k" + str(i), i * 0.5)
    return w


def churn(n: int) -> float:
    t = 0.0
    for i in range(n):
        a = Cell("x" * (i % 7), i)
        b = Cell("y", 1.0, a)
        a.link = b if i % 2 else None
        b.data.append(a)
        setattr(a, "extra", [b])
        t += a.weight + b.weight + len(b.data)
    return t


KEPT = grow(5)
EXTRA = Cell("a key that is longer than what is interned", 1 / 3)
