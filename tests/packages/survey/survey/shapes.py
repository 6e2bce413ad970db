from .units import scaled


def area(radius: float) -> float:
    return scaled(radius * radius, 3.0)
