#include "native.h"

static mp_obj_t f(size_t n_args, const mp_obj_t *args) {
    int total = mp_obj_get_int(args[0]) + mp_obj_get_int(args[1]);
    return mp_obj_new_int(total + mp_obj_get_int(args[2]) + mp_obj_get_int(args[3]));
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(f_obj, 4, 4, f);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_f, MP_OBJ_FROM_PTR(&f_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
