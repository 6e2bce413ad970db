#include "py/dynruntime.h"

static mp_obj_t divide(mp_obj_t a_in, mp_obj_t b_in) {
    int64_t a, b;
    mp_fun_table.binary_set_val_array('q', &a, 0, a_in);
    mp_fun_table.binary_set_val_array('q', &b, 0, b_in);
    int64_t results[2] = {a / b, a % b};
    mp_obj_t items[] = {
        mp_fun_table.binary_get_val_array('q', results, 0),
        mp_fun_table.binary_get_val_array('q', results, 1),
    };
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_2(divide_obj, divide);

static mp_obj_t mean(mp_obj_t a_in, mp_obj_t b_in) {
    double a, b;
    mp_fun_table.binary_set_val_array('d', &a, 0, a_in);
    mp_fun_table.binary_set_val_array('d', &b, 0, b_in);
    double result = (a + b) / 2;
    return mp_fun_table.binary_get_val_array('d', &result, 0);
}
static MP_DEFINE_CONST_FUN_OBJ_2(mean_obj, mean);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_divide, MP_OBJ_FROM_PTR(&divide_obj));
    mp_store_global(MP_QSTR_mean, MP_OBJ_FROM_PTR(&mean_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
