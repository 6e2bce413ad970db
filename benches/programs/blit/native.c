#include "native.h"

enum { WIDTH = 48, HEIGHT = 32 };

static void blit(uint16_t *screen, const uint16_t *sprite, int width, int height, int x, int y, uint16_t key) {
    int begin = MAX(0, -x), end = MIN(width, WIDTH - x), last = MIN(height, HEIGHT - y);
    for (int row = MAX(0, -y); row < last; row++) {
        const uint16_t *source = sprite + row * width;
        uint16_t *target = screen + (y + row) * WIDTH + x;
        for (int i = begin; i < end; i++) {
            if (source[i] != key) {
                target[i] = source[i];
            }
        }
    }
}

static mp_obj_t run(void) {
    uint16_t screen[WIDTH * HEIGHT] = {0}, sprite[256];
    for (int i = 0; i < 256; i++) {
        sprite[i] = (i * i >> 4) % 3 == 0 ? 0xF81F : i * 257;
    }
    for (int i = 0; i < 10; i++) {
        blit(screen, sprite, 16, 16, i * 7 - 9, i * 5 - 10, 0xF81F);
    }
    int total = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        total += (screen[i] & 255) ^ screen[i] >> 8;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
