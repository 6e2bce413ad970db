#include "native.h"

// Looked up once a run: C has no hook that would see the module change.
static mp_obj_t run(void) {
    mp_obj_t math = mp_import_name(MP_QSTR_math, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_t copysign = mp_load_attr(math, MP_QSTR_copysign), fabs = mp_load_attr(math, MP_QSTR_fabs);
    mp_float_t pi = mp_obj_get_float(mp_load_attr(math, MP_QSTR_pi));
    mp_float_t total = 0, angle = 0;
    for (int i = 0; i < 300; i++) {
        mp_obj_t difference = mp_obj_new_float(angle - pi);
        mp_obj_t signs[] = {mp_obj_new_float(1), mp_obj_new_float(pi - angle)};
        mp_float_t distance = mp_obj_get_float(mp_call_function_n_kw(fabs, 1, 0, &difference));
        total += distance + mp_obj_get_float(mp_call_function_n_kw(copysign, 2, 0, signs));
        angle += F(0.03125);
    }
    return mp_obj_new_int((int)total);
}
BENCH(run)
