#include "native.h"

static void make_table(uint32_t *table) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++) {
            crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        table[i] = crc;
    }
}

static uint32_t crc32(const uint32_t *table, const uint8_t *data, size_t size) {
    uint32_t crc = 0xFFFFFFFF;
    for (size_t i = 0; i < size; i++) {
        crc = table[(crc ^ data[i]) & 255] ^ (crc >> 8);
    }
    return ~crc;
}

static mp_obj_t run(void) {
    uint8_t data[400];
    for (size_t i = 0; i < sizeof(data); i++) {
        data[i] = i * i;
    }
    uint32_t table[256];
    make_table(table);
    return mp_obj_new_int_from_uint(crc32(table, data, sizeof(data)));
}
BENCH(run)
