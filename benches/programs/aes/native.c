#include "native.h"

static inline uint8_t doubled(uint8_t x) {
    return x << 1 ^ (x & 0x80 ? 0x1B : 0);
}

static void make_sbox(uint8_t *sbox) {
    uint8_t p = 1, q = 1;
    do {
        p ^= doubled(p);
        q ^= q << 1;
        q ^= q << 2;
        q ^= q << 4;
        if (q & 0x80) {
            q ^= 0x09;
        }
        unsigned x = q | q << 8;
        sbox[p] = x ^ x >> 7 ^ x >> 6 ^ x >> 5 ^ x >> 4 ^ 0x63;
    } while (p != 1);
    sbox[0] = 0x63;
}

static void expand(uint8_t *keys, const uint8_t *sbox) {
    uint8_t power = 1;
    for (int i = 16; i < 176; i += 4) {
        uint8_t a = keys[i - 4], b = keys[i - 3], c = keys[i - 2], d = keys[i - 1];
        if (i % 16 == 0) {
            uint8_t first = a;
            a = sbox[b] ^ power, b = sbox[c], c = sbox[d], d = sbox[first];
            power = doubled(power);
        }
        keys[i] = keys[i - 16] ^ a;
        keys[i + 1] = keys[i - 15] ^ b;
        keys[i + 2] = keys[i - 14] ^ c;
        keys[i + 3] = keys[i - 13] ^ d;
    }
}

static void encrypt(uint8_t *block, const uint8_t *keys, const uint8_t *sbox) {
    uint8_t s[16];
    for (int i = 0; i < 16; i++) {
        block[i] ^= keys[i];
    }
    for (int turn = 1; turn < 11; turn++) {
        for (int i = 0; i < 16; i++) {
            s[i] = sbox[block[i * 5 & 15]];
        }
        if (turn < 10) {
            for (int i = 0; i < 16; i += 4) {
                uint8_t a = s[i], b = s[i + 1], c = s[i + 2], d = s[i + 3], all = a ^ b ^ c ^ d;
                s[i] = a ^ all ^ doubled(a ^ b);
                s[i + 1] = b ^ all ^ doubled(b ^ c);
                s[i + 2] = c ^ all ^ doubled(c ^ d);
                s[i + 3] = d ^ all ^ doubled(d ^ a);
            }
        }
        for (int i = 0; i < 16; i++) {
            block[i] = s[i] ^ keys[turn * 16 + i];
        }
    }
}

static mp_obj_t run(void) {
    uint8_t sbox[256], keys[176], block[16];
    make_sbox(sbox);
    for (int i = 0; i < 16; i++) {
        keys[i] = i;
        block[i] = i * 0x11;
    }
    expand(keys, sbox);
    for (int i = 0; i < 2; i++) {
        encrypt(block, keys, sbox);
    }
    return mp_obj_new_bytes(block, sizeof(block));
}
BENCH(run)
