// Modules and attributes by name. A name that the firmware's list does not number is looked up through getattr, which
// takes text; where the firmware has the name interned, no memory is needed.
#include "support.h"

mp_obj_t mpyc_builtin(qstr name) {
    mp_obj_t found[2];
    mp_load_method_maybe(mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0)), name, found);
    return found[0];
}

mp_obj_t mpyc_str(const char *text) { return mp_obj_new_str(text, strlen(text)); }

mp_obj_t mpyc_attr(mp_obj_t object, const char *text) {
    mp_obj_t args[2] = {object, mpyc_str(text)};
    return mp_native_call_function_n_kw(mpyc_builtin(Q_getattr), 2, args);
}

mp_obj_t mpyc_import(const char *text) {
    mp_obj_t name = mpyc_str(text);
    mp_obj_t builtins = mp_import_name(Q_builtins, mp_const_none, MP_OBJ_NEW_SMALL_INT(0));
    return mp_native_call_function_n_kw(mpyc_attr(builtins, "__import__"), 1, &name);
}

mp_obj_t mpyc_call_named(const char *module, const char *name, size_t n_args, const mp_obj_t *args) {
    return mp_native_call_function_n_kw(mpyc_attr(mpyc_import(module), name), n_args, args);
}

mp_obj_t mpyc_call_method(mp_obj_t object, qstr name, size_t n_args, const mp_obj_t *args, mp_map_t *kws) {
    size_t n_kw = kws == NULL ? 0 : kws->used;
    mp_obj_t call[2 + n_args + 2 * n_kw];
    mp_load_method(object, name, call);
    memmove(call + 2, args, n_args * sizeof(mp_obj_t));
    mp_obj_t *next = call + 2 + n_args;
    for (size_t i = 0; n_kw != 0 && i < kws->alloc; i++) {
        if (mp_map_slot_is_filled(kws, i)) {
            *next++ = kws->table[i].key;
            *next++ = kws->table[i].value;
        }
    }
    return mp_call_method_n_kw(n_args, n_kw, call);
}

SUPPORT mp_obj_t mpyc_sys_attr(const char *name) { return mpyc_attr(mpyc_import("sys"), name); }

const mp_obj_type_t *mpyc_float_type;
const mp_obj_type_t *mpyc_type_float(void) {
    if (mpyc_float_type == NULL) {
        float zero = 0;
        mpyc_float_type = mp_obj_get_type(mp_binary_get_val_array('f', &zero, 0));
    }
    return mpyc_float_type;
}
