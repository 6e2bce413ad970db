// A module with an __init__, variables that the collector sees, and attributes that a function knows.
#include "py/objlist.h"
#include "py/runtime.h"

static mp_obj_t roots___init__(void) {
    MP_STATE_VM(roots_count) += 1;
    MP_STATE_VM(roots_list) = MP_OBJ_TO_PTR(mp_obj_new_list(0, NULL));
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_0(roots___init___obj, roots___init__);

// Kept by nothing but the module's own variables.
static mp_obj_t roots_keep(mp_obj_t where, mp_obj_t object) {
    mp_int_t i = mp_obj_get_int(where);
    if (i < 0) {
        mp_obj_list_append(MP_OBJ_FROM_PTR(MP_STATE_VM(roots_list)), object);
    } else {
        MP_STATE_PORT(roots_slots)[i % MP_ARRAY_SIZE(MP_STATE_PORT(roots_slots))] = object;
    }
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_2(roots_keep_obj, roots_keep);

static mp_obj_t roots_kept(void) {
    mp_obj_t list = mp_obj_new_list(0, NULL);
    for (size_t i = 0; i < MP_ARRAY_SIZE(MP_STATE_VM(roots_slots)); i++) {
        if (MP_STATE_VM(roots_slots)[i] != MP_OBJ_NULL) {
            mp_obj_list_append(list, MP_STATE_VM(roots_slots)[i]);
        }
    }
    mp_obj_list_append(list, MP_OBJ_FROM_PTR(MP_STATE_VM(roots_list)));
    return list;
}
static MP_DEFINE_CONST_FUN_OBJ_0(roots_kept_obj, roots_kept);

MP_REGISTER_ROOT_POINTER(int roots_count);
MP_REGISTER_ROOT_POINTER(mp_obj_t roots_slots[3]);
MP_REGISTER_ROOT_POINTER(struct _mp_obj_list_t *roots_list);

// What the module does not have otherwise: a number that changes, and a method of another object.
void roots_attr(mp_obj_t self_in, qstr attr, mp_obj_t *dest) {
    if (dest[0] != MP_OBJ_NULL) {
        return;
    }
    if (attr == MP_QSTR_count) {
        dest[0] = MP_OBJ_NEW_SMALL_INT(MP_STATE_VM(roots_count)++);
    } else if (attr == MP_QSTR_add) {
        mp_load_method(MP_OBJ_FROM_PTR(MP_STATE_VM(roots_list)), MP_QSTR_append, dest);
    } else if (attr == MP_QSTR_itself) {
        dest[0] = self_in;
    }
}

static const mp_rom_map_elem_t roots_globals_table[] = {
    { MP_ROM_QSTR(MP_QSTR___name__), MP_ROM_QSTR(MP_QSTR_roots) },
    { MP_ROM_QSTR(MP_QSTR___init__), MP_ROM_PTR(&roots___init___obj) },
    { MP_ROM_QSTR(MP_QSTR_keep), MP_ROM_PTR(&roots_keep_obj) },
    { MP_ROM_QSTR(MP_QSTR_kept), MP_ROM_PTR(&roots_kept_obj) },
};
static MP_DEFINE_CONST_DICT(roots_globals, roots_globals_table);

const mp_obj_module_t roots_user_cmodule = {
    .base = { &mp_type_module },
    .globals = (mp_obj_dict_t *)&roots_globals,
};

MP_REGISTER_MODULE(MP_QSTR_roots, roots_user_cmodule);
MP_REGISTER_MODULE_DELEGATION(roots_user_cmodule, roots_attr);
