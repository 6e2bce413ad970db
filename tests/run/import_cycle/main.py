# Modules that import each other, a module that raises when it is imported, and names seen too early.
import first
import second
import sys

print(first.get(), first.from_second(), second.late(), first.second is second, second.first is first)
for i in range(2):
    try:
        import broken
    except RuntimeError as e:
        print(e.args, "broken" in sys.modules)
first.value = 5
print(first.get(), second.late(), second.call_first())
del first.value
try:
    first.get()
except NameError as e:
    print("NameError", e.args)
try:
    second.late()
except ImportError as e:
    print("ImportError", e.args)
del sys.modules["first"], sys.modules["second"]
import first as anew

print(anew is first, anew.get(), second.value)
