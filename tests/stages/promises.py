def promised(n: int, x: float, ok: bool, s: str, v: list[int], d: dict[str, float] | None, any) -> float:
    return v[n] + x if ok or d is None else d[s]
