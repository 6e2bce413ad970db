// What the C forms of benches/programs share: a module with one function, `run`, that takes nothing.
#include "py/dynruntime.h"

// What the compiler calls for initialisers and copies, from the firmware.
void *memset(void *to, int byte, size_t size) {
    return mp_fun_table.memset_(to, byte, size);
}
void *memcpy(void *to, const void *from, size_t size) {
    return mp_fun_table.memmove_(to, from, size);
}

// A constant of the type that Python's floats have on the host.
#define F(x) MICROPY_FLOAT_CONST(x)

#define BENCH(function) \
    static MP_DEFINE_CONST_FUN_OBJ_0(run_obj, function); \
    mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) { \
        MP_DYNRUNTIME_INIT_ENTRY \
        mp_store_global(MP_QSTR_run, MP_OBJ_FROM_PTR(&run_obj)); \
        MP_DYNRUNTIME_INIT_EXIT \
    }
