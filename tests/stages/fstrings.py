def show(name, value: float):
    return f"{name!r:>8}: {value:.2f} {{}} {value=}"
