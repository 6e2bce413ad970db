# extmod/modselect.c
POLLIN: int
POLLOUT: int
POLLERR: int
POLLHUP: int

def poll(): ...
def select(readable, writable, exceptional, timeout: float = ..., /) -> tuple: ...
