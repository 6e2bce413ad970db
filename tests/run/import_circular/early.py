import sys

if "tried" in sys.modules:
    there = "there"
import needs
