#include "py/dynruntime.h"
#include "first.h"

static mp_obj_t triple_(mp_obj_t x) {
    return mp_obj_new_int(triple(mp_obj_get_int(x)));
}
static MP_DEFINE_CONST_FUN_OBJ_1(triple_obj, triple_);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_triple, MP_OBJ_FROM_PTR(&triple_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
