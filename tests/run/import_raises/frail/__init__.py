from log import tries

tries.append("frail")
from . import strong
