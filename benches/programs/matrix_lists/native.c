#include "native.h"

enum { N = 14 };

static void product(int a[N][N], int b[N][N], int result[N][N]) {
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            int total = 0;
            for (int k = 0; k < N; k++) {
                total += a[i][k] * b[k][j];
            }
            result[i][j] = total;
        }
    }
}

static mp_obj_t run(void) {
    int a[N][N], b[N][N], c[N][N];
    for (int i = 0; i < N; i++) {
        for (int j = 0; j < N; j++) {
            a[i][j] = i * j % 7;
            b[i][j] = (i + j) % 5;
        }
    }
    product(a, b, c);
    int total = 0;
    for (int i = 0; i < N; i++) {
        total += c[i][i] * (i + 1);
    }
    return mp_obj_new_int(total);
}
BENCH(run)
