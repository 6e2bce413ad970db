#include "native.h"

// Looked up once a run: C has no hook that would see the module change.
static mp_obj_t run(void) {
    mp_obj_t math = mp_import_name(MP_QSTR_math, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    mp_obj_t sqrt = mp_load_attr(math, MP_QSTR_sqrt), fabs = mp_load_attr(math, MP_QSTR_fabs);
    mp_float_t total = 0, x = F(0.5);
    for (int i = 0; i < 300; i++) {
        mp_obj_t of = mp_obj_new_float(x), difference = mp_obj_new_float(40 - x);
        mp_float_t root = mp_obj_get_float(mp_call_function_n_kw(sqrt, 1, 0, &of));
        total += root + mp_obj_get_float(mp_call_function_n_kw(fabs, 1, 0, &difference));
        x += F(0.25);
    }
    return mp_obj_new_int((int)total);
}
BENCH(run)
