#include "native.h"

static mp_obj_t f(mp_obj_t a, mp_obj_t b, mp_obj_t c) {
    return mp_obj_new_int(mp_obj_get_int(a) + mp_obj_get_int(b) + mp_obj_get_int(c));
}
static MP_DEFINE_CONST_FUN_OBJ_3(f_obj, f);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_f, MP_OBJ_FROM_PTR(&f_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
