# extmod/modframebuf.c
MVLSB: int
MONO_VLSB: int
MONO_HLSB: int
MONO_HMSB: int
RGB565: int
GS2_HMSB: int
GS4_HMSB: int
GS8: int

class FrameBuffer:
    def __init__(self, buffer, width: int, height: int, format: int, stride: int = ..., /): ...

def FrameBuffer1(buffer, width: int, height: int, stride: int = ..., /): ...
