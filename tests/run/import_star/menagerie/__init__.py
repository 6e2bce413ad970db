__all__ = ("dog", "sound")
from .dog import *
from . import dog
_fox = 1
tree = 2
