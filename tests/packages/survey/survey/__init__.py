from .shapes import area
from . import units
from .units import *

hidden = "a name of the package's own"
