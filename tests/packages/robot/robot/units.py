from robot import VERSION

print("units", VERSION)


def degrees(turns: float) -> float:
    return turns * 360.0
