# A package of compiled modules: what they import later, they import from their own package, whoever calls.
import parts
from parts import first

print(parts.name, first.name, first.later(), first.sibling().name, first.by_function("second").name)
print(first.up(), parts.Lazy.twin, first.in_class().name)
try:
    first.by_function("missing")
except ImportError:
    print("ImportError")
try:
    first.broken()
except ImportError:
    print("ImportError")
print(first.later(), __name__)
