#include "native.h"

static size_t compress(const uint8_t *data, size_t length, uint8_t *out) {
    uint8_t *start = out;
    for (size_t at = 0; at < length;) {
        size_t best = 0, distance = 0;
        for (size_t begin = at > 63 ? at - 63 : 0; begin < at; begin++) {
            size_t n = 0;
            while (at + n < length && n < 18 && data[begin + n] == data[at + n]) {
                n++;
            }
            if (n > best) {
                best = n;
                distance = at - begin;
            }
        }
        if (best >= 3) {
            *out++ = 0x80 | distance;
            *out++ = best;
            at += best;
        } else {
            *out++ = data[at++];
        }
    }
    return out - start;
}

static size_t expand(const uint8_t *packed, size_t size, uint8_t *out) {
    uint8_t *start = out;
    for (const uint8_t *end = packed + size; packed < end;) {
        uint8_t byte = *packed++;
        if (byte & 0x80) {
            const uint8_t *from = out - (byte & 0x7F);
            for (uint8_t n = *packed++; n; n--) {
                *out++ = *from++;
            }
        } else {
            *out++ = byte;
        }
    }
    return out - start;
}

static mp_obj_t run(void) {
    static const uint8_t data[] =
        "the rain in Spain stays mainly in the plain, and the snow in the plain mainly stays in Spain";
    enum { LENGTH = sizeof(data) - 1 };
    uint8_t packed[LENGTH], out[LENGTH];
    size_t size = compress(data, LENGTH, packed);
    bool same = expand(packed, size, out) == LENGTH;
    for (size_t i = 0; i < LENGTH; i++) {
        same &= out[i] == data[i];
    }
    mp_obj_t items[] = {mp_obj_new_int(size), mp_obj_new_bool(same)};
    return mp_obj_new_tuple(2, items);
}
BENCH(run)
