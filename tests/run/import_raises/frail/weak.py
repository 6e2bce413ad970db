from log import tries
import log

tries.append("weak")
half = 1
from . import strong

if not hasattr(log, "well"):
    raise ValueError("weak is weak", half)
value = object()
value = ("value", half)
