print("half begins")
from . import broken

print("half has", hasattr(broken, "early"))
