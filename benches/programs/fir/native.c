#include "native.h"

enum { TAPS = 16 };

static int fir(const int *taps, const int *ring, int at) {
    int total = 0;
    for (int i = 0; i < TAPS; i++) {
        total += taps[i] * ring[at];
        at = at ? at - 1 : TAPS - 1;
    }
    return total >> 10;
}

static mp_obj_t run(void) {
    int taps[TAPS], ring[TAPS] = {0}, at = 0, total = 0, x = 7;
    for (int i = 0; i < TAPS; i++) {
        taps[i] = (i + 1) * (TAPS - i) * 2;
    }
    for (int i = 0; i < 250; i++) {
        x = (x * 75 + 74) % 65537;
        ring[at] = (x & 4095) - 2048;
        total = (total * 3 + fir(taps, ring, at)) & 0xFFFFF;
        at = (at + 1) % TAPS;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
