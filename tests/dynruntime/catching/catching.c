#include "py/dynruntime.h"

typedef union {
    nlr_buf_t buffer;
    void *words[42];
} frame_t;

// What the function raises, or None.
static mp_obj_t caught(mp_obj_t function) {
    frame_t frame;
    volatile int stage = 0;
    if (nlr_push(&frame.buffer) == 0) {
        stage = 1;
        mp_call_function_n_kw(function, 0, 0, NULL);
        stage = 2;
        mp_fun_table.nlr_pop();
        return mp_const_none;
    }
    mp_obj_t items[] = {mp_obj_new_int(stage), MP_OBJ_FROM_PTR(frame.buffer.ret_val)};
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(caught_obj, caught);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_caught, MP_OBJ_FROM_PTR(&caught_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
