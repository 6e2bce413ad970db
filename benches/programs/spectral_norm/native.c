#include "native.h"

#include <math.h>

enum { N = 12 };

static mp_float_t element(int i, int j) {
    return 1 / (mp_float_t)((i + j) * (i + j + 1) / 2 + i + 1);
}

static void times(const mp_float_t *v, mp_float_t *result, bool transposed) {
    for (int i = 0; i < N; i++) {
        mp_float_t total = 0;
        for (int j = 0; j < N; j++) {
            total += (transposed ? element(j, i) : element(i, j)) * v[j];
        }
        result[i] = total;
    }
}

static mp_obj_t run(void) {
    mp_float_t u[N], v[N], t[N];
    for (int i = 0; i < N; i++) {
        u[i] = 1;
    }
    for (int i = 0; i < 3; i++) {
        times(u, t, false);
        times(t, v, true);
        times(v, t, false);
        times(t, u, true);
    }
    mp_float_t dot = 0, norm = 0;
    for (int i = 0; i < N; i++) {
        dot += u[i] * v[i];
        norm += v[i] * v[i];
    }
    return mp_obj_new_int((int)(MICROPY_FLOAT_C_FUN(sqrt)(dot / norm) * 10000));
}
BENCH(run)
