__all__ = ("there", "not_there")
there = 1
from broken_source import *
