# bytes, bytearray and memoryview.


def checksum(data: bytes) -> int:
    total = 0
    for b in data:
        total = (total * 31 + b) & 0xFFFF
    return total


def fill(buffer: bytearray, value: int) -> None:
    for i in range(len(buffer)):
        buffer[i] = value


def swap(buffer: bytearray, i: int, j: int) -> None:
    buffer[i], buffer[j] = buffer[j], buffer[i]


def add(a: bytes, b: bytes) -> bytes:
    return a + b


def xor(buffer, key):
    i = 0
    for b in buffer:
        buffer[i] = b ^ key
        i += 1
    return buffer


def view(buffer: bytearray):
    m = memoryview(buffer)
    m[0] = 1
    part = m[1:3]
    part[1] = 9
    return bytes(part), len(m), m[-1]


print(checksum(b"hello"), checksum(b""), checksum(bytes([255, 0, 128])))
b = bytearray(4)
fill(b, 7)
print(b, len(b), b[0], b[-1])
b[1] = 200
swap(b, 0, 1)
print(b, xor(b, 0xFF), add(b"ab", b"cd"))
print(view(b), b)
b.append(5)
b.extend(b"xyz")
print(b, b[2:5], b[:-1])
b += b"end"
print(b, b == bytearray(b), 5 in b, bytes(b) == b)
print(bytes(3), bytes([1, 2]), bytes("é", "utf-8"), bytearray(b"ab"), bytes(range(4)))
print(b"ab" * 2, b"ab" + bytearray(b"c"), b"ab" < b"ac", b"ab" == "ab", b"a,b".split(b","))
print(b"ab".hex(), bytes.fromhex("0aff"), b"abc".find(b"c"), b"%d" % 3)
print(list(b"abc"), tuple(b"ab"), sorted(b"cab"), sum(b"abc"), max(b"abc"))
print({b"k": 1}[b"k"], hash(b"a") == hash(b"a"), int.from_bytes(b"\x01\x02", "big"), (258).to_bytes(2, "little"))


def fails(what):
    buffer = bytearray(2)
    try:
        if what == 0:
            buffer[2] = 0
        elif what == 1:
            buffer[0] = "x"
        elif what == 2:
            buffer[-3]
        elif what == 3:
            return b"a" + "b"
        elif what == 4:
            bytes([256, 1])
        elif what == 5:
            b"abc"[0] = 1
        elif what == 6:
            swap(buffer, 0, 5)
        elif what == 7:
            checksum("text")
        elif what == 8:
            buffer[0:1] = b"abc"
        elif what == 9:
            del buffer[0]
        return "fine", bytes(buffer)
    except Exception as e:
        return type(e)


for what in range(11):
    print(what, fails(what))
