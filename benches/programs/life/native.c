#include "native.h"

enum { WIDTH = 24, HEIGHT = 20 };

static void step(const uint8_t *now, uint8_t *after) {
    for (int y = 0; y < HEIGHT; y++) {
        const uint8_t *row = now + y * WIDTH;
        const uint8_t *above = now + (y ? y - 1 : HEIGHT - 1) * WIDTH;
        const uint8_t *below = now + (y < HEIGHT - 1 ? y + 1 : 0) * WIDTH;
        for (int x = 0; x < WIDTH; x++) {
            int left = x ? x - 1 : WIDTH - 1, right = x < WIDTH - 1 ? x + 1 : 0;
            int n = above[left] + above[x] + above[right] + row[left] + row[right];
            n += below[left] + below[x] + below[right];
            after[y * WIDTH + x] = n == 3 || (n == 2 && row[x]);
        }
    }
}

static mp_obj_t run(void) {
    uint8_t cells[2][WIDTH * HEIGHT], *now = cells[0], *after = cells[1];
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        now[i] = (i * i + i / 3) % 5 == 0;
    }
    for (int i = 0; i < 6; i++) {
        step(now, after);
        uint8_t *other = now;
        now = after;
        after = other;
    }
    int total = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
        total += now[i] * i;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
