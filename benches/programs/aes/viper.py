import micropython


@micropython.viper
def make_sbox(sbox: ptr8):
    p = 1
    q = 1
    while True:
        p = p ^ (p << 1) ^ (0x11B if p & 0x80 else 0)
        q ^= q << 1
        q ^= q << 2
        q ^= q << 4
        q &= 0xFF
        if q & 0x80:
            q ^= 0x09
        x = q | q << 8
        sbox[p] = x ^ x >> 7 ^ x >> 6 ^ x >> 5 ^ x >> 4 ^ 0x63
        if p == 1:
            break
    sbox[0] = 0x63


@micropython.viper
def expand(keys: ptr8, sbox: ptr8):
    power = 1
    i = 16
    while i < 176:
        a = keys[i - 4]
        b = keys[i - 3]
        c = keys[i - 2]
        d = keys[i - 1]
        if i & 15 == 0:
            t = a
            a = sbox[b] ^ power
            b = sbox[c]
            c = sbox[d]
            d = sbox[t]
            power = power << 1 if power < 0x80 else 0x1B
        keys[i] = keys[i - 16] ^ a
        keys[i + 1] = keys[i - 15] ^ b
        keys[i + 2] = keys[i - 14] ^ c
        keys[i + 3] = keys[i - 13] ^ d
        i += 4


@micropython.viper
def encrypt(block: ptr8, keys: ptr8, sbox: ptr8, s: ptr8):
    for i in range(16):
        block[i] ^= keys[i]
    for turn in range(1, 11):
        for i in range(16):
            s[i] = sbox[block[i * 5 & 15]]
        if turn < 10:
            i = 0
            while i < 16:
                a = s[i]
                b = s[i + 1]
                c = s[i + 2]
                d = s[i + 3]
                all4 = a ^ b ^ c ^ d
                x = (a ^ b) << 1
                s[i] = a ^ all4 ^ (x ^ 0x11B if x & 0x100 else x)
                x = (b ^ c) << 1
                s[i + 1] = b ^ all4 ^ (x ^ 0x11B if x & 0x100 else x)
                x = (c ^ d) << 1
                s[i + 2] = c ^ all4 ^ (x ^ 0x11B if x & 0x100 else x)
                x = (d ^ a) << 1
                s[i + 3] = d ^ all4 ^ (x ^ 0x11B if x & 0x100 else x)
                i += 4
        for i in range(16):
            block[i] = s[i] ^ keys[turn * 16 + i]


def run():
    sbox = bytearray(256)
    make_sbox(sbox)
    keys = bytearray(176)
    keys[:16] = bytes(range(16))
    expand(keys, sbox)
    block = bytearray(16)
    for i in range(16):
        block[i] = i * 0x11
    s = bytearray(16)
    for _ in range(2):
        encrypt(block, keys, sbox, s)
    return bytes(block)
