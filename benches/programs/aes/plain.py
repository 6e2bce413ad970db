# group: int
"""AES-128 of two blocks, byte by byte, and its tables."""


def make_sbox():
    sbox = bytearray(256)
    p = 1
    q = 1
    while True:
        # p goes through all of the field, times 3; q is its inverse.
        p = p ^ (p << 1) ^ (0x11B if p & 0x80 else 0)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        x = q | q << 8
        sbox[p] = (x ^ x >> 7 ^ x >> 6 ^ x >> 5 ^ x >> 4 ^ 0x63) & 0xFF
        if p == 1:
            break
    sbox[0] = 0x63
    return sbox


def expand(key, sbox):
    keys = bytearray(176)
    keys[:16] = key
    power = 1
    for i in range(16, 176, 4):
        a = keys[i - 4]
        b = keys[i - 3]
        c = keys[i - 2]
        d = keys[i - 1]
        if i % 16 == 0:
            a, b, c, d = sbox[b] ^ power, sbox[c], sbox[d], sbox[a]
            power = power << 1 if power < 0x80 else 0x1B
        keys[i] = keys[i - 16] ^ a
        keys[i + 1] = keys[i - 15] ^ b
        keys[i + 2] = keys[i - 14] ^ c
        keys[i + 3] = keys[i - 13] ^ d
    return keys


def doubled(x):
    x <<= 1
    return x ^ 0x11B if x & 0x100 else x


def encrypt(block, keys, sbox):
    s = bytearray(16)
    for i in range(16):
        block[i] ^= keys[i]
    for turn in range(1, 11):
        for i in range(16):
            s[i] = sbox[block[i * 5 & 15]]
        if turn < 10:
            for i in range(0, 16, 4):
                a = s[i]
                b = s[i + 1]
                c = s[i + 2]
                d = s[i + 3]
                all4 = a ^ b ^ c ^ d
                s[i] = a ^ all4 ^ doubled(a ^ b)
                s[i + 1] = b ^ all4 ^ doubled(b ^ c)
                s[i + 2] = c ^ all4 ^ doubled(c ^ d)
                s[i + 3] = d ^ all4 ^ doubled(d ^ a)
        for i in range(16):
            block[i] = s[i] ^ keys[turn * 16 + i]


def run():
    sbox = make_sbox()
    keys = expand(bytes(range(16)), sbox)
    block = bytearray(16)
    for i in range(16):
        block[i] = i * 0x11
    for _ in range(2):
        encrypt(block, keys, sbox)
    return bytes(block)
