#include "native.h"

typedef struct {
    mp_float_t b0, b1, b2, a1, a2, z1, z2;
} biquad_t;

static mp_float_t step(biquad_t *f, mp_float_t x) {
    mp_float_t y = f->b0 * x + f->z1;
    f->z1 = f->b1 * x - f->a1 * y + f->z2;
    f->z2 = f->b2 * x - f->a2 * y;
    return y;
}

static mp_obj_t run(void) {
    biquad_t cascade[] = {
        {F(0.2929), F(0.5858), F(0.2929), F(0.0), F(0.1716)},
        {F(0.9150), F(-1.8299), F(0.9150), F(-1.8227), F(0.8372)},
        {F(1.0520), F(-1.3410), F(0.5610), F(-1.3410), F(0.6130)},
    };
    mp_float_t total = 0;
    for (int i = 0; i < 300; i++) {
        mp_float_t y = (mp_float_t)(i % 25) - 12;
        for (size_t j = 0; j < MP_ARRAY_SIZE(cascade); j++) {
            y = step(&cascade[j], y);
        }
        total += y * y;
    }
    return mp_obj_new_int((int)(total * 100));
}
BENCH(run)
