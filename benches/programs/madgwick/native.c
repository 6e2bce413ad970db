#include "native.h"

#include <math.h>

#define SQRT MICROPY_FLOAT_C_FUN(sqrt)

typedef struct {
    mp_float_t w, x, y, z;
} fusion_t;

static void update(fusion_t *f, const mp_float_t *gyro, const mp_float_t *acceleration, mp_float_t dt) {
    mp_float_t w = f->w, x = f->x, y = f->y, z = f->z;
    mp_float_t gx = gyro[0], gy = gyro[1], gz = gyro[2];
    mp_float_t ax = acceleration[0], ay = acceleration[1], az = acceleration[2];
    mp_float_t n = SQRT(ax * ax + ay * ay + az * az);
    mp_float_t fx = 2 * (x * z - w * y) - ax / n;
    mp_float_t fy = 2 * (w * x + y * z) - ay / n;
    mp_float_t fz = 1 - 2 * (x * x + y * y) - az / n;
    mp_float_t sw = 2 * (x * fy - y * fx);
    mp_float_t sx = 2 * (z * fx + w * fy) - 4 * x * fz;
    mp_float_t sy = 2 * (z * fy - w * fx) - 4 * y * fz;
    mp_float_t sz = 2 * (x * fx + y * fy);
    n = SQRT(sw * sw + sx * sx + sy * sy + sz * sz);
    mp_float_t beta = n > 0 ? F(0.1) / n : 0;
    w += (F(0.5) * (-x * gx - y * gy - z * gz) - beta * sw) * dt;
    x += (F(0.5) * (w * gx + y * gz - z * gy) - beta * sx) * dt;
    y += (F(0.5) * (w * gy - x * gz + z * gx) - beta * sy) * dt;
    z += (F(0.5) * (w * gz + x * gy - y * gx) - beta * sz) * dt;
    n = SQRT(w * w + x * x + y * y + z * z);
    *f = (fusion_t) {w / n, x / n, y / n, z / n};
}

static mp_obj_t run(void) {
    fusion_t fusion = {1, 0, 0, 0};
    for (int i = 0; i < 60; i++) {
        mp_float_t t = i * F(0.05);
        mp_float_t gyro[] = {F(0.3) - t, F(0.2), t * F(0.1)};
        mp_float_t acceleration[] = {F(0.1) + t * F(0.2), F(0.3), F(0.9)};
        update(&fusion, gyro, acceleration, F(0.05));
    }
    mp_obj_t items[] = {
        mp_obj_new_int((int)(fusion.w * 1000)), mp_obj_new_int((int)(fusion.x * 1000)),
        mp_obj_new_int((int)(fusion.y * 1000)), mp_obj_new_int((int)(fusion.z * 1000)),
    };
    return mp_obj_new_tuple(4, items);
}
BENCH(run)
