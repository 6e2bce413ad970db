def given() -> int | None:
    return 1


def f(n: int, text: str) -> int:
    a: int = "a"  # type: ignore
    b: int = "b"  # type: ignore[E0301]
    c: int = "c"  # type: ignore[assignment]  # as other checkers call it
    d: int = "d"  # type: ignore[E0302]
    n + text  # type: ignore[E0301, E0305]
    f(
        n,
        3,  # type: ignore[arg-type]
    )
    import nothing  # type: ignore[import-not-found]
    print(a, b, c, d, nothing, "# type: ignore")
    return given()  # type: ignore[E0306]


def same(a: float, b: float) -> bool:
    return a is b  # type: ignore
