#include "native.h"

static void product(const float *a, const float *b, float *c, int n) {
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            mp_float_t total = 0;
            for (int k = 0; k < n; k++) {
                total += (mp_float_t)a[i * n + k] * (mp_float_t)b[k * n + j];
            }
            c[i * n + j] = total;
        }
    }
}

static mp_obj_t run(void) {
    enum { N = 12 };
    float a[N * N], b[N * N], c[N * N];
    for (int i = 0; i < N * N; i++) {
        a[i] = (mp_float_t)(i % 7) * F(0.5);
        b[i] = (mp_float_t)(i % 5) * F(0.25);
    }
    product(a, b, c, N);
    mp_float_t total = 0;
    for (int i = 0; i < N * N; i++) {
        total += (mp_float_t)c[i] * (mp_float_t)(i & 3);
    }
    return mp_obj_new_int((int)(total * 100));
}
BENCH(run)
