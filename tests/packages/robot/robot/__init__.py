"""A package of three levels, whose modules import each other in circles."""
VERSION = (1, 2)
print("robot", __name__)
from . import units
