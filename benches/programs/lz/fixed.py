from mpyc import u16


def compress(data: bytes, out: bytearray) -> u16:
    at: u16 = 0
    size: u16 = 0
    while at < len(data):
        best = 0
        distance = 0
        for begin in range(max(0, at - 63), at):
            n = 0
            while at + n < len(data) and n < 18 and data[begin + n] == data[at + n]:
                n += 1
            if n > best:
                best = n
                distance = at - begin
        if best >= 3:
            out[size] = 0x80 | distance
            out[size + 1] = best
            size += 2
            at += best
        else:
            out[size] = data[at]
            size += 1
            at += 1
    return size


def expand(packed: bytearray, size: u16, out: bytearray) -> u16:
    i: u16 = 0
    at: u16 = 0
    while i < size:
        byte = packed[i]
        i += 1
        if byte & 0x80:
            distance = byte & 0x7F
            for _ in range(packed[i]):
                out[at] = out[at - distance]
                at += 1
            i += 1
        else:
            out[at] = byte
            at += 1
    return at


def run() -> tuple[int, bool]:
    data = b"the rain in Spain stays mainly in the plain, and the snow in the plain mainly stays in Spain"
    packed = bytearray(len(data))
    size = compress(data, packed)
    out = bytearray(len(data))
    return size, expand(packed, size, out) == len(data) and out == data
