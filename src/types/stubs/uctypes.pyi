# extmod/moductypes.c
NATIVE: int
LITTLE_ENDIAN: int
BIG_ENDIAN: int
VOID: int
UINT8: int
INT8: int
UINT16: int
INT16: int
UINT32: int
INT32: int
UINT64: int
INT64: int
BFUINT8: int
BFINT8: int
BFUINT16: int
BFINT16: int
BFUINT32: int
BFINT32: int
BF_POS: int
BF_LEN: int
FLOAT32: int
FLOAT64: int
SHORT: int
USHORT: int
INT: int
UINT: int
LONG: int
ULONG: int
LONGLONG: int
ULONGLONG: int
PTR: int
ARRAY: int

class struct:
    def __init__(self, address, descriptor, layout: int = ..., /): ...

def sizeof(structure, layout: int = ..., /) -> int: ...
def addressof(value, /) -> int: ...
def bytes_at(address: int, size: int, /) -> bytes: ...
def bytearray_at(address: int, size: int, /) -> bytearray: ...
