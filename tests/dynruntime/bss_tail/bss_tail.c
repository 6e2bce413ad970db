#include "py/dynruntime.h"

int unused[64];
int counter[4];

static mp_obj_t count(mp_obj_t x) {
    counter[0] += mp_obj_get_int(x);
    counter[3] += 1;
    return mp_obj_new_int(counter[0] * 100 + counter[3]);
}
static MP_DEFINE_CONST_FUN_OBJ_1(count_obj, count);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_count, MP_OBJ_FROM_PTR(&count_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
