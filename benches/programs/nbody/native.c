#include "native.h"

#include <math.h>

typedef struct {
    mp_float_t x, y, z, vx, vy, vz, mass;
} body_t;

static void advance(body_t *bodies, int count, mp_float_t dt) {
    for (int i = 0; i < count; i++) {
        body_t *a = &bodies[i];
        for (int j = i + 1; j < count; j++) {
            body_t *b = &bodies[j];
            mp_float_t dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;
            mp_float_t square = dx * dx + dy * dy + dz * dz;
            mp_float_t pull = dt / (square * MICROPY_FLOAT_C_FUN(sqrt)(square));
            a->vx -= dx * b->mass * pull;
            a->vy -= dy * b->mass * pull;
            a->vz -= dz * b->mass * pull;
            b->vx += dx * a->mass * pull;
            b->vy += dy * a->mass * pull;
            b->vz += dz * a->mass * pull;
        }
    }
    for (int i = 0; i < count; i++) {
        bodies[i].x += dt * bodies[i].vx;
        bodies[i].y += dt * bodies[i].vy;
        bodies[i].z += dt * bodies[i].vz;
    }
}

static mp_obj_t run(void) {
    body_t bodies[] = {
        {F(0.0), F(0.0), F(0.0), F(0.0), F(0.0), F(0.0), F(40.0)},
        {F(4.8), F(-1.2), F(-0.1), F(0.6), F(2.8), F(-0.02), F(0.04)},
        {F(8.3), F(4.1), F(-0.4), F(-1.0), F(1.8), F(0.01), F(0.01)},
        {F(-2.9), F(3.5), F(0.2), F(-2.1), F(-1.6), F(0.1), F(0.02)},
    };
    for (int i = 0; i < 40; i++) {
        advance(bodies, MP_ARRAY_SIZE(bodies), F(0.01));
    }
    mp_float_t total = 0;
    for (size_t i = 0; i < MP_ARRAY_SIZE(bodies); i++) {
        total += bodies[i].x * 3 + bodies[i].y * 2 + bodies[i].z;
    }
    return mp_obj_new_int((int)(total * 1000));
}
BENCH(run)
