print("net begins", __name__)
from .. import config
from .link import Link

ready = True
print("net ends", config.LIMIT)
