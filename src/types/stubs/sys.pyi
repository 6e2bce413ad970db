# py/modsys.c.
argv: list
version: str
version_info: tuple
implementation: tuple
platform: str
byteorder: str
maxsize: int
modules: dict
path: list
ps1: str
ps2: str
tracebacklimit: int
stdin: object
stdout: object
stderr: object
executable: str

def exit(status=..., /): ...
def print_exception(exception, file=..., /) -> None: ...
def intern(text: str, /) -> str: ...
def getsizeof(value, /) -> int: ...
def atexit(function, /): ...
def settrace(function, /) -> None: ...
def exc_info() -> tuple: ...
