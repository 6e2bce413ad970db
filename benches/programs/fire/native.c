#include "native.h"

enum { WIDTH = 16, HEIGHT = 16 };

static unsigned burn(uint8_t *heat, unsigned seed) {
    for (int x = 0; x < WIDTH; x++) {
        seed = (seed * 1103 + 12345) & 0xFFFF;
        heat[(HEIGHT - 1) * WIDTH + x] = 160 + (seed >> 8) % 96;
    }
    for (int y = 0; y < HEIGHT - 1; y++) {
        const uint8_t *below = heat + (y + 1) * WIDTH;
        for (int x = 0; x < WIDTH; x++) {
            int left = x > 0 ? x - 1 : 0, right = x < WIDTH - 1 ? x + 1 : WIDTH - 1;
            int warm = ((below[left] + below[x] * 2 + below[right]) >> 2) - 9;
            heat[y * WIDTH + x] = warm > 0 ? warm : 0;
        }
    }
    return seed;
}

static void colour(const uint8_t *heat, uint8_t *pixel) {
    for (int i = 0; i < WIDTH * HEIGHT; i++, pixel += 3) {
        uint8_t h = heat[i], ramp = (h & 63) << 2;
        pixel[0] = h >= 64 ? 255 : ramp;
        pixel[1] = h >= 128 ? 255 : h >= 64 ? ramp : 0;
        pixel[2] = h >= 128 ? ramp : 0;
    }
}

static mp_obj_t run(void) {
    uint8_t heat[WIDTH * HEIGHT] = {0}, pixels[WIDTH * HEIGHT * 3];
    unsigned seed = 1;
    for (int i = 0; i < 6; i++) {
        seed = burn(heat, seed);
        colour(heat, pixels);
    }
    int total = 0;
    for (size_t i = 0; i < sizeof(pixels); i++) {
        total += pixels[i];
    }
    return mp_obj_new_int(total);
}
BENCH(run)
