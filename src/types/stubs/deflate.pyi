# extmod/moddeflate.c
AUTO: int
RAW: int
ZLIB: int
GZIP: int

class DeflateIO:
    def __init__(self, stream, format: int = ..., wbits: int = ..., close=..., /): ...
