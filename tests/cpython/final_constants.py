# Names that a module declares final are constants, and variables as well.
from typing import Final
WIDTH: Final = 16
HEIGHT: Final[int] = WIDTH * 2
NAME: Final[str] = "x"
LATER: Final[int] = len(NAME)
_HIDDEN: Final = -5
def area() -> int:
    return WIDTH * HEIGHT + _HIDDEN
def f(WIDTH2):
    return LATER + WIDTH2
print(area(), NAME, WIDTH, f(3), _HIDDEN, sorted(k for k in globals() if k.isupper()))
