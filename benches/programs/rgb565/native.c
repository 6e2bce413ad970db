#include "native.h"

static void convert(const uint8_t *source, uint8_t *target, size_t count) {
    for (; count--; source += 3, target += 2) {
        uint16_t pixel = (source[2] & 0xF8) << 8 | (source[1] & 0xFC) << 3 | source[0] >> 3;
        target[0] = pixel >> 8;
        target[1] = pixel;
    }
}

static uint32_t checksum(const uint8_t *data, size_t size) {
    uint32_t total = 0;
    while (size--) {
        total = (total * 31 + *data++) & 0xFFFFFF;
    }
    return total;
}

static mp_obj_t run(void) {
    enum { COUNT = 64 * 8 };
    uint8_t source[COUNT * 3], target[COUNT * 2];
    for (size_t i = 0; i < sizeof(source); i++) {
        source[i] = i * 7;
    }
    for (int i = 0; i < 3; i++) {
        convert(source, target, COUNT);
    }
    return mp_obj_new_int(checksum(target, sizeof(target)));
}
BENCH(run)
