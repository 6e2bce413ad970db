#include "py/dynruntime.h"

static mp_obj_t kept;
static struct {
    int number;
    mp_obj_t object;
} initialised = {7};

static mp_obj_t keep(mp_obj_t a, mp_obj_t b) {
    kept = a;
    initialised.object = b;
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(keep_obj, keep);

static mp_obj_t all(void) {
    mp_obj_t items[] = {kept, initialised.object, mp_obj_new_int(initialised.number)};
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(all_obj, all);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_keep, MP_OBJ_FROM_PTR(&keep_obj));
    mp_store_global(MP_QSTR_all, MP_OBJ_FROM_PTR(&all_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
