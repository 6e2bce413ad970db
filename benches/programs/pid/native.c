#include "native.h"

typedef struct {
    mp_float_t kp, ki, kd, integral, last;
} pid_controller_t;

static inline mp_float_t limited(mp_float_t x, mp_float_t low, mp_float_t high) {
    return x > high ? high : x < low ? low : x;
}

static mp_float_t update(pid_controller_t *pid, mp_float_t target, mp_float_t value, mp_float_t dt) {
    mp_float_t error = target - value;
    pid->integral = limited(pid->integral + error * dt, -50, 50);
    mp_float_t slope = (error - pid->last) / dt;
    pid->last = error;
    return limited(pid->kp * error + pid->ki * pid->integral + pid->kd * slope, 0, 100);
}

static mp_obj_t run(void) {
    pid_controller_t pid = {F(4.0), F(0.8), F(0.5), 0, 0};
    mp_float_t temperature = 20, total = 0;
    for (int i = 0; i < 500; i++) {
        mp_float_t power = update(&pid, i < 250 ? 60 : 45, temperature, F(0.1));
        temperature += (power * F(0.6) - (temperature - 20) * F(0.5)) * F(0.1);
        total += power;
    }
    return mp_obj_new_int((int)(temperature * 100) * 10 + (int)total % 10);
}
BENCH(run)
