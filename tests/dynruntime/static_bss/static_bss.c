#include "py/dynruntime.h"

static int counter;
static int8_t bytes[37];
static struct {
    int64_t sum;
    int *last;
} state;

static int next(void) {
    static int calls;
    return ++calls;
}

static mp_obj_t add(mp_obj_t x_in) {
    int x = mp_obj_get_int(x_in);
    counter += x;
    bytes[x % 37] -= 1;
    state.sum += (int64_t)x << 20;
    int *last = state.last;
    state.last = &counter;
    mp_obj_t items[] = {
        mp_obj_new_int(counter),
        mp_obj_new_int(bytes[x % 37]),
        mp_obj_new_int(state.sum >> 20),
        mp_obj_new_bool(last == &counter),
        mp_obj_new_int(next()),
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(add_obj, add);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_add, MP_OBJ_FROM_PTR(&add_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
