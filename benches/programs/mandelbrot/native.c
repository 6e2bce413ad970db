#include "native.h"

static int iterations(mp_float_t cr, mp_float_t ci, int limit) {
    mp_float_t zr = 0, zi = 0;
    int n = 0;
    while (n < limit && zr * zr + zi * zi <= 4) {
        mp_float_t t = zr * zr - zi * zi + cr;
        zi = 2 * zr * zi + ci;
        zr = t;
        n++;
    }
    return n;
}

static mp_obj_t run(void) {
    int total = 0;
    for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 24; x++) {
            total += iterations(x * F(3.0) / 24 - 2, y * F(2.0) / 16 - 1, 20);
        }
    }
    return mp_obj_new_int(total);
}
BENCH(run)
