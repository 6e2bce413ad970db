def f(a: number, b: "list[in]") -> dict[str]:
    pass
