def point() -> tuple[int, int] | None:
    return None


def f(xs: list[int], names: set[str], text: str, counts: dict[str, int], maybe: str | None) -> str:
    xs.append("a")
    xs.append(maybe)
    xs.insert("first", 1)
    xs.extend(range(3))
    names.add(1)
    counts.setdefault(1, "a")
    x, y = point()
    if text.count(1) or text.find("a", 1) > x:
        xs.append(True)
    return text.replace("a", maybe)


"a".find(1)
len(3)
