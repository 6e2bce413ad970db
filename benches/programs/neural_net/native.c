#include "native.h"

enum { INPUTS = 8, HIDDEN = 12, OUTPUTS = 4 };

static void make_layer(mp_float_t *weights, int count, uint32_t seed) {
    for (int i = 0; i < count; i++) {
        seed = (seed * 75 + 74) % 65537;
        weights[i] = (mp_float_t)((int)(seed % 201) - 100) * F(0.01);
    }
}

static void forward(const mp_float_t *row, const mp_float_t *values, int inputs, mp_float_t *result, int outputs) {
    for (int j = 0; j < outputs; j++, row += inputs + 1) {
        mp_float_t total = row[inputs];
        for (int i = 0; i < inputs; i++) {
            total += row[i] * values[i];
        }
        result[j] = total / (1 + (total < 0 ? -total : total));
    }
}

static int largest(const mp_float_t *values, int count) {
    int best = 0;
    for (int i = 1; i < count; i++) {
        if (values[i] > values[best]) {
            best = i;
        }
    }
    return best;
}

static mp_obj_t run(void) {
    mp_float_t hidden[HIDDEN * (INPUTS + 1)], last[OUTPUTS * (HIDDEN + 1)];
    make_layer(hidden, MP_ARRAY_SIZE(hidden), 3);
    make_layer(last, MP_ARRAY_SIZE(last), 5);
    int total = 0;
    for (int i = 0; i < 12; i++) {
        mp_float_t values[INPUTS], middle[HIDDEN], result[OUTPUTS];
        for (int k = 0; k < INPUTS; k++) {
            values[k] = (mp_float_t)((i + 1) * (k + 3) % 17) * F(0.1) - F(0.8);
        }
        forward(hidden, values, INPUTS, middle, HIDDEN);
        forward(last, middle, HIDDEN, result, OUTPUTS);
        total = total * 4 % 100003 + largest(result, OUTPUTS);
    }
    return mp_obj_new_int(total);
}
BENCH(run)
