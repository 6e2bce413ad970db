#include "native.h"

static uint8_t crc8(const uint8_t *data, size_t size) {
    uint8_t crc = 0;
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i];
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? (crc >> 1) ^ 0x8C : crc >> 1;
        }
    }
    return crc;
}

static mp_obj_t run(void) {
    uint16_t total = 0;
    for (int i = 0; i < 60; i++) {
        uint8_t reading[] = {i, 255 - i, i * 3, 75, 70, 127, 255, 12, 16};
        total = total * 3 + crc8(reading, sizeof(reading));
    }
    return mp_obj_new_int(total);
}
BENCH(run)
