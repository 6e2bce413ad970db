import micropython


@micropython.viper
def compress(data: ptr8, length: int, out: ptr8) -> int:
    at = 0
    size = 0
    while at < length:
        best = 0
        distance = 0
        begin = at - 63
        if begin < 0:
            begin = 0
        while begin < at:
            n = 0
            while at + n < length and n < 18 and data[begin + n] == data[at + n]:
                n += 1
            if n > best:
                best = n
                distance = at - begin
            begin += 1
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


@micropython.viper
def expand(packed: ptr8, size: int, out: ptr8) -> int:
    i = 0
    at = 0
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


def run():
    data = b"the rain in Spain stays mainly in the plain, and the snow in the plain mainly stays in Spain"
    packed = bytearray(len(data))
    size = compress(data, len(data), packed)
    out = bytearray(len(data))
    return size, expand(packed, size, out) == len(data) and out == data
