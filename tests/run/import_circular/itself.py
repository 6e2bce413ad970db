import itself as again
from itself import again as too

seen = too is again, hasattr(again, "call")


def call():
    return again.helper() + helper()


def helper():
    return 1
