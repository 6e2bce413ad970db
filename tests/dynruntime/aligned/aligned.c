#include "py/dynruntime.h"

// In this order, so that nothing is aligned by chance.
static const uint8_t odd[] = {1, 2, 3};
static const uint32_t table[4] __attribute__((aligned(16))) = {10, 20, 30, 40};
uint8_t odd_variable[5];
uint32_t variables[4] __attribute__((aligned(16)));

// x64 does this with a constant of 16 bytes in memory.
static mp_obj_t negate(mp_obj_t x) {
    double value;
    mp_fun_table.binary_set_val_array('d', &value, 0, x);
    value = -value;
    return mp_fun_table.binary_get_val_array('d', &value, 0);
}
static MP_DEFINE_CONST_FUN_OBJ_1(negate_obj, negate);

static mp_obj_t places(mp_obj_t index_in) {
    mp_int_t index = mp_obj_get_int(index_in);
    odd_variable[index] += odd[index];
    variables[index] += table[index];
    mp_obj_t items[] = {
        mp_obj_new_int((uintptr_t)table % 16),
        mp_obj_new_int((uintptr_t)variables % 16),
        mp_obj_new_int(variables[index] + odd_variable[index]),
    };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_1(places_obj, places);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    mp_store_global(MP_QSTR_negate, MP_OBJ_FROM_PTR(&negate_obj));
    mp_store_global(MP_QSTR_places, MP_OBJ_FROM_PTR(&places_obj));
    MP_DYNRUNTIME_INIT_EXIT
}
