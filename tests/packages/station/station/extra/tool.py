from .. import config

NAME = __name__
print("tool", config.LIMIT)
