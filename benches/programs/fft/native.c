#include "native.h"

enum { SIZE = 64, PASSES = 6 };

static const mp_float_t turns[PASSES][2] = {
    {F(-1.0), F(0.0)}, {F(0.0), F(-1.0)}, {F(0.70710678), F(-0.70710678)}, {F(0.92387953), F(-0.38268343)},
    {F(0.98078528), F(-0.19509032)}, {F(0.99518473), F(-0.09801714)},
};

static inline void swap(mp_float_t *a, mp_float_t *b) {
    mp_float_t t = *a;
    *a = *b;
    *b = t;
}

static void fft(mp_float_t *re, mp_float_t *im) {
    for (int i = 1, j = 0; i < SIZE; i++) {
        int bit = SIZE >> 1;
        for (; j & bit; bit >>= 1) {
            j ^= bit;
        }
        j |= bit;
        if (i < j) {
            swap(&re[i], &re[j]);
            swap(&im[i], &im[j]);
        }
    }
    for (int pass = 0; pass < PASSES; pass++) {
        int half = 1 << pass;
        mp_float_t w_re = 1, w_im = 0;
        for (int k = 0; k < half; k++) {
            for (int a = k; a < SIZE; a += half * 2) {
                int b = a + half;
                mp_float_t x = re[b] * w_re - im[b] * w_im;
                mp_float_t y = re[b] * w_im + im[b] * w_re;
                re[b] = re[a] - x;
                im[b] = im[a] - y;
                re[a] += x;
                im[a] += y;
            }
            mp_float_t t = w_re * turns[pass][0] - w_im * turns[pass][1];
            w_im = w_re * turns[pass][1] + w_im * turns[pass][0];
            w_re = t;
        }
    }
}

static mp_obj_t run(void) {
    mp_float_t re[SIZE], im[SIZE];
    for (int i = 0; i < SIZE; i++) {
        re[i] = (mp_float_t)(i * 5 % 16) + (mp_float_t)(i * i % 7) * F(0.5);
        im[i] = 0;
    }
    fft(re, im);
    int total = 0;
    for (int i = 0; i < SIZE / 2; i++) {
        total += (int)(re[i] * re[i] + im[i] * im[i]) * (i + 1);
    }
    return mp_obj_new_int(total);
}
BENCH(run)
