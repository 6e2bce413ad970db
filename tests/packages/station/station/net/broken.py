print("broken begins")
from . import half

print("broken has", half.__name__)


def early():
    raise KeyError("broken")


early()
