#include "native.h"

static inline void plot(uint8_t *screen, int x, int y) {
    if (x >= 0 && x < 128 && y >= 0 && y < 32) {
        screen[(y >> 3) * 128 + x] |= 1 << (y & 7);
    }
}

static void text(uint8_t *screen, const uint8_t *font, const char *message, int x, int y) {
    for (; *message; message++, x += 12) {
        const uint8_t *glyph = font + (*message - 32) * 5;
        for (int column = 0; column < 5; column++) {
            for (int row = 0; row < 7; row++) {
                if (glyph[column] >> row & 1) {
                    int left = x + column * 2, top = y + row * 2;
                    plot(screen, left, top);
                    plot(screen, left + 1, top);
                    plot(screen, left, top + 1);
                    plot(screen, left + 1, top + 1);
                }
            }
        }
    }
}

static mp_obj_t run(void) {
    uint8_t screen[128 * 4] = {0}, font[96 * 5];
    for (int i = 0; i < 96 * 5; i++) {
        font[i] = (i * 37 ^ i >> 2 ^ i * i) & 127;
    }
    text(screen, font, "Hello, boards", -5, 2);
    int total = 0;
    for (size_t i = 0; i < sizeof(screen); i++) {
        total += screen[i] * (i & 15);
    }
    return mp_obj_new_int(total);
}
BENCH(run)
