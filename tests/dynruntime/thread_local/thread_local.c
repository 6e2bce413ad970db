#include "py/dynruntime.h"

extern _Thread_local int shared;
int *other(void);

static _Thread_local int counter;
static _Thread_local mp_obj_t kept;
_Thread_local struct {
    char text[6];
    int16_t numbers[3];
    int *pointer;
} record = {"begun", {1, -2, 3}, NULL};
static int plain = 5;

static mp_obj_t step(mp_obj_t x) {
    static _Thread_local int calls = 10;
    if (kept == NULL) {
        kept = mp_obj_new_list(0, NULL);
    }
    mp_obj_list_append(kept, x);
    counter += 1;
    calls += 1;
    shared += 2;
    *other() += 1;
    record.numbers[1] -= 1;
    record.pointer = record.pointer == NULL ? &plain : &shared;
    mp_obj_t items[] = {
        mp_obj_new_int(counter),
        mp_obj_new_int(calls),
        mp_obj_new_int(shared),
        mp_obj_new_str(record.text, 5),
        mp_obj_new_int(record.numbers[1]),
        mp_obj_new_int(*record.pointer),
        kept,
    };
    return mp_obj_new_tuple(MP_ARRAY_SIZE(items), items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(step_obj, step);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_step, MP_OBJ_FROM_PTR(&step_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
