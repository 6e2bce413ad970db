import sys

sys.modules["tried"] = sys
from early import there
