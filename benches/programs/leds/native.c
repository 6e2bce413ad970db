#include "native.h"

typedef struct {
    uint8_t r, g, b;
} colour_t;

static colour_t hsv(int h, int s, int v) {
    int part = h & 255;
    uint8_t p = v * (255 - s) / 255;
    uint8_t q = v * (255 - s * part / 255) / 255;
    uint8_t t = v * (255 - s * (255 - part) / 255) / 255;
    switch (h >> 8) {
        case 0:
            return (colour_t) {v, t, p};
        case 1:
            return (colour_t) {q, v, p};
        case 2:
            return (colour_t) {p, v, t};
        case 3:
            return (colour_t) {p, q, v};
        case 4:
            return (colour_t) {t, p, v};
        default:
            return (colour_t) {v, p, q};
    }
}

static void rainbow(uint8_t *strip, const uint8_t *gamma, int count, int start) {
    for (int i = 0; i < count; i++) {
        colour_t colour = hsv((start + i * 1536 / count) % 1536, 240, 200);
        strip[i * 3] = gamma[colour.g];
        strip[i * 3 + 1] = gamma[colour.r];
        strip[i * 3 + 2] = gamma[colour.b];
    }
}

static mp_obj_t run(void) {
    uint8_t gamma[256], strip[60 * 3];
    for (int i = 0; i < 256; i++) {
        gamma[i] = (i * i * i / 255 + i * i) / 510;
    }
    int total = 0;
    for (int start = 0; start < 1536; start += 256) {
        rainbow(strip, gamma, 60, start);
        int sum = 0;
        for (size_t i = 0; i < sizeof(strip); i++) {
            sum += strip[i];
        }
        total = (total * 5 + sum) & 0xFFFFF;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
