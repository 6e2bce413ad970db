from .frames import encode
from . import codec

print("proto", __name__)
