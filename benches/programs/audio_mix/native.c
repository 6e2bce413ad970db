#include "native.h"

static void mix(int16_t *target, const int16_t *voice, size_t size, int volume) {
    for (size_t i = 0; i < size; i++) {
        int sample = target[i] + (voice[i] * volume >> 8);
        target[i] = MIN(MAX(sample, -32768), 32767);
    }
}

static void fill(int16_t *voice, size_t size, int step) {
    uint16_t phase = 0;
    for (size_t i = 0; i < size; i++) {
        phase += step;
        voice[i] = phase - 32768;
    }
}

static mp_obj_t run(void) {
    enum { SIZE = 400 };
    static const int voices[][2] = {{1311, 200}, {1965, 150}, {700, 256}};
    int16_t target[SIZE] = {0}, voice[SIZE];
    for (size_t i = 0; i < MP_ARRAY_SIZE(voices); i++) {
        fill(voice, SIZE, voices[i][0]);
        mix(target, voice, SIZE, voices[i][1]);
    }
    uint32_t total = 0;
    for (size_t i = 0; i < SIZE; i++) {
        total = (total * 3 + target[i]) & 0xFFFFFF;
    }
    return mp_obj_new_int(total);
}
BENCH(run)
