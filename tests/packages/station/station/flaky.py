from . import config

config.tries += 1
tries = config.tries
if tries < 2:
    raise ValueError(tries)
print("flaky runs", __name__)
