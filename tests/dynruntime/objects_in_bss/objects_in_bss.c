#include "py/dynruntime.h"

mp_obj_t kept[3];
struct {
    int number;
    mp_obj_t list;
} state;

static mp_obj_t keep(mp_obj_t index, mp_obj_t object) {
    kept[mp_obj_get_int(index) % 3] = object;
    if (state.list == MP_OBJ_NULL) {
        state.list = mp_obj_new_list(0, NULL);
    }
    mp_obj_list_append(state.list, object);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(keep_obj, keep);

static mp_obj_t all(void) {
    mp_obj_t items[] = {kept[0], kept[1], kept[2], state.list};
    return mp_obj_new_tuple(4, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(all_obj, all);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_keep, MP_OBJ_FROM_PTR(&keep_obj));
    mp_store_global(MP_QSTR_all, MP_OBJ_FROM_PTR(&all_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
