#include "py/dynruntime.h"

int global = 100;
static int local = 40;
static int zero;
static int *to_local = &local;
static int *to_zero = &zero;
static const char *word = "first";
static struct {
    uint8_t tag;
    int16_t values[3];
    int (*function)(int);
} record;
static int twice(int x) {
    return 2 * x;
}
static int thrice(int x) {
    return 3 * x;
}
static int (*functions[])(int) = {twice, thrice};

static mp_obj_t step(void) {
    static int calls = -1;
    global += 1;
    *to_local += 2;
    *to_zero += 3;
    record.values[1] = global;
    record.function = functions[0];
    functions[0] = functions[1];
    functions[1] = record.function;
    calls += 1;
    mp_obj_t items[] = {
        mp_obj_new_int(global),
        mp_obj_new_int(local),
        mp_obj_new_int(zero),
        mp_obj_new_int(record.values[1]),
        mp_obj_new_int(record.function(7)),
        mp_obj_new_int(calls),
        mp_obj_new_str(word, 5),
    };
    word = calls == 0 ? "other" : "third";
    to_local = &global;
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(step_obj, step);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_step, MP_OBJ_FROM_PTR(&step_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
