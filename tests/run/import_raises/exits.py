import sys

try:
    sys.exit(3)
finally:
    print("leaving", __name__, __name__ in sys.modules)
