#include "native.h"

static uint16_t crc16(const uint8_t *data, size_t size, uint16_t crc) {
    for (size_t i = 0; i < size; i++) {
        crc ^= data[i] << 8;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1;
        }
    }
    return crc;
}

static mp_obj_t run(void) {
    uint8_t data[512];
    for (size_t i = 0; i < sizeof(data); i++) {
        data[i] = i * 7 + 3;
    }
    uint16_t crc = 0xFFFF;
    for (int i = 0; i < 2; i++) {
        crc = crc16(data, sizeof(data), crc);
    }
    return mp_obj_new_int(crc);
}
BENCH(run)
