// The entry of a module that was registered with MP_REGISTER_MODULE: what it defines becomes what the file defines.
#include "py/objfun.h"
#include "py/runtime.h"

extern const mpyc_delegation_t mpyc_delegation __attribute__((weak));

mp_obj_t mp_native_call_function_n_kw(mp_obj_t fun, size_t n_args_kw, const mp_obj_t *args);

// The module that the delegated function is asked about.
mp_obj_t mpyc_importing;

mp_obj_t mpyc_module_entry(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    (void)n_args, (void)n_kw, (void)args;
    mp_obj_t globals = self->context->module.globals;
    const mp_map_t *map = &mpyc_module->globals->map;
    mp_obj_t init = MP_OBJ_NULL;
    for (size_t i = 0; i < map->alloc; i++) {
        if (!mp_map_slot_is_filled(map, i)) {
            continue;
        }
        mp_obj_t key = map->table[i].key, value = map->table[i].value;
        // The importer has named the module, which may be part of a package.
        if (key == MP_ROM_QSTR(MP_QSTR___name__)) {
            continue;
        }
        if (key == MP_ROM_QSTR(MP_QSTR___init__)) {
            init = value;
        }
        mp_obj_dict_store(globals, key, value);
    }
    if (&mpyc_delegation != NULL) {
        mpyc_importing = (mp_obj_t)self->context;
        mp_obj_dict_store(globals, (mp_obj_t)MP_ROM_QSTR(MP_QSTR___getattr__), (mp_obj_t)mpyc_delegation.getattr);
    }
    if (init != MP_OBJ_NULL) {
        mp_native_call_function_n_kw(init, 0, NULL);
    }
    return mp_const_none;
}
